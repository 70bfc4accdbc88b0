import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Input } from 'antd';
import { ask } from '../../api/graphql.ts';
import { companyQuery, myCompanyQuery } from '../../api/queries.ts';
import { BindCreditCodeDocument } from '../../generated/graphql.ts';
import { useAsking } from '../enter/use-asking.ts';

interface Typed {
  readonly name: string;
  readonly creditCode: string;
  readonly legalRepresentative: string;
}

/** 拟设立 has become a company: bound once, before its project is filed. */
export const BindCard = ({ name }: { name: string }) => {
  const [form] = Form.useForm<Typed>();
  const queries = useQueryClient();
  const { busy, failure, asking } = useAsking(form);
  const bind = async (typed: Typed): Promise<void> => {
    const answer = await asking(
      async () =>
        (await ask(BindCreditCodeDocument, { input: { key: crypto.randomUUID(), ...typed } })).bindCreditCode,
    );
    if (answer === null) return;
    await queries.invalidateQueries({ queryKey: myCompanyQuery.queryKey });
    await queries.invalidateQueries({ queryKey: companyQuery.queryKey });
  };
  return (
    <Card title={<h2>绑定统一社会信用代码</h2>}>
      <p className="muted note">企业设立后绑定，办理项目备案前必须完成；绑定后不能更改。</p>
      <Form form={form} layout="vertical" initialValues={{ name }} onFinish={bind}>
        <div className="pair">
          <Form.Item name="name" label="企业名称" rules={[{ required: true, message: '请填写企业名称' }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item
            name="creditCode"
            label="统一社会信用代码"
            rules={[{ required: true, len: 18, message: '统一社会信用代码应为18位' }]}
          >
            <Input maxLength={18} />
          </Form.Item>
          <Form.Item
            name="legalRepresentative"
            label="法定代表人"
            rules={[{ required: true, message: '请填写法定代表人' }]}
          >
            <Input maxLength={50} />
          </Form.Item>
        </div>
        {failure === null ? null : (
          <Alert type="error" showIcon role="alert" title={failure} style={{ marginBlockEnd: 16 }} />
        )}
        <Button type="primary" htmlType="submit" loading={busy}>
          确认绑定
        </Button>
      </Form>
    </Card>
  );
};
