import { Button, Card } from 'antd';
import { useState } from 'react';
import { CommandDrawer, type Intended } from '../../parts/command-drawer.tsx';

/** 信用代码放行: real codes that fail their check exist. */
export const CreditCodeCard = () => {
  const [intended, setIntended] = useState<Intended | null>(null);
  return (
    <Card title={<h2>统一社会信用代码放行</h2>}>
      <p className="muted note">
        个别真实代码的校验位不符。核对营业执照原件后可以放行，放行后该代码方可申报准入和登记企业。
      </p>
      <Button
        onClick={() => setIntended({ commands: ['allowCreditCode'], caseId: null, subject: '信用代码放行' })}
        data-testid="allow-credit-code"
      >
        放行代码
      </Button>
      <CommandDrawer intended={intended} onClose={() => setIntended(null)} />
    </Card>
  );
};
