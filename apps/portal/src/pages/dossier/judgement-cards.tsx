import { Card, Tag } from 'antd';
import type { Dossier } from '../../api/queries.ts';
import { minuteOf } from '../../parts/time-words.ts';
import { unitName } from '../../words/names.ts';

type Asked = Dossier['judgement'][number];

const colourOf = (asked: Asked): string => {
  if (asked.opinion === 'disagree' || asked.overdue) return 'error';
  if (asked.opinion === null) return 'default';
  return asked.opinion === 'agree' ? 'success' : 'warning';
};

const AskedDepartment = ({ asked }: { asked: Asked }) => (
  <li>
    <strong>{unitName(asked.department)}</strong> <Tag color={colourOf(asked)}>{asked.opinionZh}</Tag>
    {asked.veto ? <Tag color="error">可一票否决</Tag> : null}
    {asked.text === null ? null : <div>{asked.text}</div>}
    {asked.basis === null ? null : <div className="small">依据：{asked.basis}</div>}
    {asked.conditions.length === 0 ? null : (
      <ul className="small">
        {asked.conditions.map((condition) => (
          <li key={condition}>{condition}</li>
        ))}
      </ul>
    )}
    <div className="muted small">
      {asked.at === null ? null : `${asked.byName ?? '经办人'}，${minuteOf(asked.at)}；`}
      {asked.opinion === null && asked.dueOn !== null ? `须于 ${asked.dueOn} 前答复；` : null}
      征求原因：{asked.because}
    </div>
  </li>
);

/** Who was asked and why, who answered what and when; a silence is told as what it is. */
export const JudgementCard = ({ judgement }: { judgement: Dossier['judgement'] }) => {
  const answered = judgement.filter(({ opinion }) => opinion !== null).length;
  return (
    <Card
      title={<h2>部门研判（内部）</h2>}
      extra={
        <span className="muted" data-testid="judgement-count">
          已答复 {answered}/{judgement.length}
        </span>
      }
    >
      <ul className="plain">
        {judgement.map((asked) => (
          <AskedDepartment key={asked.department} asked={asked} />
        ))}
      </ul>
      {answered === judgement.length ? null : <p className="muted small">逾期未答复不视为同意。</p>}
    </Card>
  );
};

const names = (units: readonly string[]): string => units.map(unitName).join('、');

/** 会商: agenda, who came, who decided, the minutes and the view that was not followed. */
export const ConferenceCard = ({
  conference,
  proposal,
}: {
  conference: NonNullable<Dossier['conference']>;
  proposal: Dossier['proposal'];
}) => {
  const { held } = conference;
  return (
    <Card
      title={<h2>会商（内部）</h2>}
      extra={<Tag>{held === null ? `定于 ${conference.heldOn} 召开` : `${held.on} 已召开`}</Tag>}
    >
      <p>
        <strong>议题</strong> {conference.agenda}
      </p>
      {conference.silent.length === 0 ? null : (
        <p>
          <Tag color="error">逾期未答复</Tag> {names(conference.silent)}
        </p>
      )}
      {held === null ? null : (
        <>
          <p>
            <strong>到会</strong> {names(held.attended)}
            <span className="muted">
              {' '}
              （参加表决：{names(held.voters)}；召集单位不参加表决，由{held.decidedByName ?? '研判牵头人'}
              记录）
            </span>
          </p>
          <p style={{ whiteSpace: 'pre-wrap' }}>
            <strong>纪要</strong> {held.minutes}
          </p>
          {held.minority === null ? null : (
            <p style={{ whiteSpace: 'pre-wrap' }}>
              <strong>少数意见</strong> {held.minority}
            </p>
          )}
        </>
      )}
      {proposal === null ? null : (
        <p>
          <strong>结论建议</strong> <Tag color="blue">{proposal.zh}</Tag>
          {proposal.reason}
          {proposal.reviewOn === null ? null : <span>（{proposal.reviewOn} 自动复审）</span>}
        </p>
      )}
    </Card>
  );
};
