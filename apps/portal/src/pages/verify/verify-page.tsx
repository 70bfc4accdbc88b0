import { useSearch } from '@tanstack/react-router';
import { Button, Card, Form, Input, Result } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { checksumOf, type Verdict, verifyNotice } from '../../api/verification.ts';

interface Asked {
  readonly number: string;
  readonly check?: string;
}
type State =
  | { readonly at: 'idle' | 'asking' }
  | { readonly at: 'told'; readonly verdict: Verdict; readonly byFile: boolean }
  | { readonly at: 'failed'; readonly zh: string };

const Told = ({ verdict, byFile }: { verdict: Verdict; byFile: boolean }) => (
  <Result
    status={verdict.genuine ? 'success' : 'error'}
    title={
      <span data-testid="verdict">
        {verdict.genuine
          ? byFile
            ? '所选文件与出具的文书一致'
            : '该编号的文书由本系统出具'
          : byFile
            ? '所选文件与登记的文书不一致'
            : '没有查到与编号、校验码相符的文书'}
      </span>
    }
    subTitle={
      verdict.genuine
        ? `出具日期 ${verdict.on ?? ''}。本页只核对真伪，不显示文书内容。演示系统，印章为模拟。`
        : '请核对编号和校验码；如仍不符，请向出具部门核实。'
    }
  />
);

/** 文书核验: open to anybody; it says yes or no, and nothing of the case. */
export const VerifyPage = () => {
  const { number = '', check = '' } = useSearch({ from: '/verify' });
  const [form] = Form.useForm<Asked>();
  const [state, setState] = useState<State>({ at: 'idle' });
  const choosing = useRef<HTMLInputElement>(null);

  const ask = useCallback(async (asked: Asked, file?: File): Promise<void> => {
    setState({ at: 'asking' });
    try {
      const checksum = file === undefined ? undefined : await checksumOf(file);
      const given = asked.check?.trim() ?? '';
      const verdict = await verifyNotice({
        number: asked.number.trim(),
        ...(given === '' ? {} : { check: given }),
        ...(checksum === undefined ? {} : { checksum }),
      });
      setState({ at: 'told', verdict, byFile: file !== undefined });
    } catch (error) {
      setState({ at: 'failed', zh: error instanceof Error ? error.message : String(error) });
    }
  }, []);
  // Whoever comes by the code on the document has asked already.
  useEffect(() => {
    if (number !== '' && check !== '') void ask({ number, check });
  }, [number, check, ask]);

  return (
    <main className="page verify">
      <h1>文书核验</h1>
      <Card>
        <Form
          form={form}
          layout="vertical"
          initialValues={{ number, check }}
          onFinish={(asked) => void ask(asked)}
        >
          <Form.Item name="number" label="文书编号" rules={[{ required: true, message: '请填写文书编号' }]}>
            <Input autoComplete="off" maxLength={60} placeholder="如 建审准字〔2026〕A5-XXXXXXXX号" />
          </Form.Item>
          <Form.Item name="check" label="校验码" extra="印在二维码下方，12 位">
            <Input autoComplete="off" maxLength={12} />
          </Form.Item>
          <div className="foot">
            <Button
              onClick={() => {
                void form.validateFields(['number']).then(
                  () => choosing.current?.click(),
                  () => undefined,
                );
              }}
            >
              核对 PDF 文件
            </Button>
            <Button type="primary" htmlType="submit" loading={state.at === 'asking'}>
              核验
            </Button>
          </div>
          <input
            ref={choosing}
            type="file"
            accept=".pdf"
            className="unseen"
            aria-label="核对 PDF 文件"
            data-testid="verify-file"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              currentTarget.value = '';
              if (file !== undefined) void ask(form.getFieldsValue(), file);
            }}
          />
        </Form>
        <p className="muted small">选择文件只在本机计算校验值，文件不会上传。</p>
      </Card>
      <div aria-live="polite">
        {state.at === 'told' ? <Told verdict={state.verdict} byFile={state.byFile} /> : null}
        {state.at === 'failed' ? <Result status="warning" title={state.zh} /> : null}
      </div>
    </main>
  );
};
