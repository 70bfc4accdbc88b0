import { Alert } from 'antd';

/** A refusal, or a submission of which nobody knows yet whether it arrived. */
export const CommandFailure = ({
  failure,
}: {
  failure: { readonly zh: string; readonly unsure: boolean } | null;
}) =>
  failure === null ? null : (
    <Alert
      type={failure.unsure ? 'warning' : 'error'}
      showIcon
      role="alert"
      data-testid="command-failure"
      title={failure.zh}
      {...(failure.unsure ? { description: '尚不能确认是否已提交。请再次提交，不会重复办理。' } : {})}
      style={{ marginBlockEnd: 16 }}
    />
  );
