import { guideOn, indicatorsOf } from '@yizhan/contracts';
import { Tag } from 'antd';

/** What follows from the facts, against the standard of zone and industry. A red mark is a hint and blocks nothing. */
export const IndicatorTable = ({
  facts,
  on,
}: {
  facts: Readonly<Record<string, unknown>>;
  /** The day of receipt, whose guide counts; for what is not submitted yet, today. */
  on: string;
}) => (
  <section aria-label="测算指标" className="indicators" data-testid="indicators">
    <h3>测算指标</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">指标</th>
          <th scope="col">测算值</th>
          <th scope="col">参考标准</th>
        </tr>
      </thead>
      <tbody>
        {indicatorsOf(facts, on).map(({ kind, zh, unit, value, standard, short }) => (
          <tr key={kind}>
            <th scope="row">
              {zh}
              {unit === '' ? null : <span className="muted small">（{unit}）</span>}
            </th>
            <td>
              {value ?? '—'} {short ? <Tag color="error">低于标准</Tag> : null}
            </td>
            <td>{standard === null ? '—' : `≥ ${standard.atLeast}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <p className="muted small">
      参考标准按区域和行业取值，依据
      {on === '' ? '（尚不知办理日期）' : (guideOn(on)?.basis ?? '（当时尚无指引）')}
      ，为示例数据。低于标准不影响提交，由部门在研判中综合判断。
    </p>
  </section>
);
