import { Alert, Button, Result, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { GatewayError } from '../api/graphql.ts';
import { zhCn } from '../words/zh-cn.ts';

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

export const Failure = ({ error, retry }: { error: Error; retry?: () => unknown }) => {
  const kind = error instanceof GatewayError ? error.kind : '';
  const words = error instanceof GatewayError ? error.message : zhCn.broken;
  const status = kind === 'forbidden' ? '403' : kind === 'notFound' ? '404' : 'warning';
  return (
    <Result
      status={status}
      title={words}
      extra={
        status === 'warning' && retry !== undefined ? (
          <Button type="primary" onClick={() => retry()}>
            {zhCn.retry}
          </Button>
        ) : (
          <Button type="primary" href="/">
            {zhCn.home}
          </Button>
        )
      }
    />
  );
};

/** What a question is answered with: waiting, failed, or shown; a failed refresh keeps what is known. */
export const Answered = <T,>({ asked, children }: { asked: Asked<T>; children: (data: T) => ReactNode }) => {
  if (asked.data !== undefined)
    return (
      <>
        {asked.error === null ? null : (
          <Alert banner type="warning" title={`内容可能不是最新：${asked.error.message}`} />
        )}
        {children(asked.data)}
      </>
    );
  if (asked.error !== null) return <Failure error={asked.error} retry={asked.refetch} />;
  return <Skeleton active paragraph={{ rows: 6 }} aria-label={zhCn.loading} />;
};

/** A page that is not for this person's role. */
export const Forbidden = () => (
  <Result
    status="403"
    title={zhCn.forbidden}
    extra={
      <Button type="primary" href="/">
        {zhCn.home}
      </Button>
    }
  />
);
