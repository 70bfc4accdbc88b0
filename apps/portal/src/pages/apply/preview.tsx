import { Alert, Button, Card, Space } from 'antd';
import { useFocus } from '../../parts/use-focus.ts';
import { FactsView } from './facts-view.tsx';
import { IndicatorTable } from './indicator-table.tsx';
import { SimilarNotice } from './similar-notice.tsx';

type Values = Readonly<Record<string, unknown>>;

/** All that was stated, to be read over before it is given. */
export const Preview = ({
  input,
  on,
  busy,
  back,
  give,
}: {
  input: Values;
  on: string;
  busy: boolean;
  back: () => void;
  give: () => void;
}) => {
  const investor = input['investor'] as Values;
  const facts = input['facts'] as Values;
  const actions = (
    <Space wrap>
      <Button onClick={back}>返回修改</Button>
      <Button type="primary" loading={busy} onClick={give} data-testid="apply-submit">
        确认提交
      </Button>
    </Space>
  );
  const ref = useFocus<HTMLElement>();
  return (
    <Card title={<h2>请核对后提交</h2>}>
      <section ref={ref} tabIndex={-1} aria-label="请核对后提交" className="stack">
        <SimilarNotice
          facts={facts}
          creditCode={typeof investor['creditCode'] === 'string' ? investor['creditCode'] : undefined}
        />
        {input['refilingOf'] === undefined ? null : (
          <Alert type="info" showIcon title="本次为重新申报，将与原项目关联" />
        )}
        <p>
          {String(investor['name'])}{' '}
          <span className="muted">{String(investor['creditCode'] ?? '拟设立')}</span>
        </p>
        <IndicatorTable facts={facts} on={on} />
        <FactsView facts={facts} />
        {actions}
      </section>
    </Card>
  );
};
