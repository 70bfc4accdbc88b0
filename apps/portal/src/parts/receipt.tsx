import { PrinterOutlined } from '@ant-design/icons';
import { Button, Descriptions, Result, Space } from 'antd';
import type { ReactNode } from 'react';
import type { CommandDone } from '../api/graphql.ts';
import { useMe } from '../app/session.tsx';
import { useFocus } from './use-focus.ts';

/** What was done, with its number: shown once, printable. */
export const Receipt = ({
  title,
  project,
  done,
  today,
  children,
}: {
  title: string;
  project: string;
  done: CommandDone;
  today: string;
  children: ReactNode;
}) => {
  const me = useMe();
  const ref = useFocus<HTMLElement>();
  return (
    <section ref={ref} tabIndex={-1} className="receipt" aria-live="polite">
      <h2 className="print-only">一站 · 业务回执</h2>
      <Result status="success" title={`办理成功：${title}`} style={{ paddingBlock: 20 }} />
      <Descriptions
        bordered
        column={1}
        size="small"
        items={[
          ...(done.receipt === null
            ? []
            : [
                {
                  key: 'number',
                  label: '回执编号',
                  children: <strong data-testid="receipt-number">{done.receipt}</strong>,
                },
              ]),
          { key: 'what', label: '办理事项', children: title },
          { key: 'project', label: '项目 / 地块', children: project },
          { key: 'who', label: '办理人', children: `${me.name} ${me.companyName ?? me.unitName ?? ''}` },
          { key: 'on', label: '办理日期', children: today },
          { key: 'case', label: '案件编号', children: <code>{done.id}</code> },
        ]}
      />
      <Space className="no-print" style={{ marginBlockStart: 16 }} wrap>
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          打印回执
        </Button>
        {children}
      </Space>
    </section>
  );
};
