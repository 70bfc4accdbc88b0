import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions, Space, Tag } from 'antd';
import { type Item, itemQuery } from '../../api/items.ts';
import type { Dossier } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import type { Intended } from '../command-drawer.tsx';
import { titleOf } from '../command-forms.ts';
import { itemActions, limitWords, publicityWords } from './item-words.ts';

const amendmentWords: Readonly<Record<string, string>> = {
  withdrawDecision: '撤回决定',
  correctReason: '更正决定理由',
  withdrawDecline: '撤回不受理或不予受理',
};
const recusalWords: Readonly<Record<string, string>> = {
  kin: '近亲属关系',
  interest: '利害关系',
  other: '其他情形',
};
const pairs: Readonly<Record<string, string>> = {
  same: '受理人可以决定',
  other: '受理人与决定人须为不同人员',
  proposal: '审核、审批分离：一人提出审核意见，另一人决定',
};

const Correction = ({ correction }: { correction: NonNullable<Item['correction']> }) => (
  <Alert
    type="warning"
    showIcon
    title={`一次性告知补正，${correction.due.dueOn} 前补齐`}
    description={
      <ul className="plain">
        {correction.asked.map(({ what, why }) => (
          <li key={what}>
            <strong>{what}</strong>：{why}
          </li>
        ))}
      </ul>
    }
  />
);

const Notices = ({ item }: { item: Item }) => {
  const { correction, gaps, suspension, proposal, amendment, decision } = item;
  return (
    <>
      {correction === null ? null : <Correction correction={correction} />}
      {gaps === null || gaps.supplied ? null : (
        <Alert
          type="warning"
          showIcon
          title={`容缺受理，${gaps.due.dueOn} 前补齐：${gaps.missing.map(({ what }) => what).join('、')}`}
        />
      )}
      {suspension === null ? null : (
        <Alert
          type="info"
          showIcon
          title={`特别程序：${suspension.procedure}，计时暂停`}
          description={`${suspension.notice}${suspension.noticeNumber === null ? '' : `（${suspension.noticeNumber}）`}${suspension.dueOn === null ? '' : `，${suspension.dueOn} 前完成`}`}
        />
      )}
      {proposal === null ? null : (
        <Alert
          type="info"
          title={`审核意见（内部）：${proposal.outcome === 'granted' ? '建议准予' : '建议不予'}，${proposal.reason}`}
        />
      )}
      {amendment === null ? null : (
        <Alert
          type="warning"
          title={`待负责人审定（内部）：${amendmentWords[amendment.kind] ?? amendment.kind}，${amendment.reason}`}
        />
      )}
      {decision?.outcome === 'refused' && decision.appeal !== '' ? (
        <Alert type="error" title={`不予许可：${decision.reason}`} description={decision.appeal} />
      ) : null}
    </>
  );
};

/** 事项的规则和办理情况: its limits with their basis, what was told, its certificate; notes are the department's own. */
export const ItemCard = ({
  dossier,
  itemId,
  act,
}: {
  dossier: Dossier;
  itemId: string;
  act: (intended: Intended) => void;
}) => {
  const me = useMe();
  const { data: item } = useQuery(itemQuery(itemId, dossier.version));
  if (item === undefined) return null;
  const actions = itemActions(item, dossier, me);
  const { certificate } = item;
  return (
    <Card title={<h2>规则和办理情况</h2>} data-testid="item-card">
      <div className="stack">
        <Notices item={item} />
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2 }}
          items={[
            ...item.limits.map((limit) => ({
              key: limit.which,
              label: limit.which === 'statutory' ? '法定时限' : '承诺时限',
              children: (
                <span>
                  {limitWords(limit)} <span className="muted small">{limit.basis}</span>
                </span>
              ),
            })),
            {
              key: 'due',
              label: '到期日',
              children:
                item.promised === null && item.statutory === null
                  ? '—'
                  : [
                      item.promised === null ? '' : `承诺 ${item.promised.dueOn}`,
                      item.statutory === null
                        ? ''
                        : `法定 ${item.statutory.dueOn}${item.extended ? '（已延期一次）' : ''}`,
                    ]
                      .filter((word) => word !== '')
                      .join('；'),
            },
            ...(item.publicity === null
              ? []
              : [
                  {
                    key: 'publicity',
                    label: item.publicity.name,
                    children: (
                      <span>
                        {publicityWords(item.publicity)}{' '}
                        <span className="muted small">{item.publicity.basis}</span>
                      </span>
                    ),
                  },
                ]),
            { key: 'pairs', label: '决定方式', children: pairs[item.decidedBy] ?? item.decidedBy },
            {
              key: 'accepted',
              label: '受理',
              children:
                item.acceptedOn === null
                  ? '—'
                  : `${item.acceptedOn}${item.deemed ? '（逾期未答复，自收件之日起视为受理）' : ''}`,
            },
            {
              key: 'commitment',
              label: '告知承诺',
              children: item.commitment ? (
                <>
                  <Tag color="blue">按承诺办理</Tag>
                  {item.inspectBy === null ? '' : `${item.inspectBy} 前核查`}
                </>
              ) : item.commitmentBasis === null ? (
                '不适用'
              ) : item.commitmentBarred ? (
                '企业此前承诺不实，信用修复前不适用'
              ) : (
                `可以适用（${item.commitmentBasis}）`
              ),
            },
            {
              key: 'certificate',
              label: '证照',
              children:
                certificate === null
                  ? '—'
                  : `${certificate.number}（模拟）${certificate.until === null ? '' : `，有效期至 ${certificate.until}`}${certificate.used ? '，已按期开工' : ''}${certificate.extensions === 0 ? '' : `，已延期 ${certificate.extensions} 次`}${certificate.extensionApplied ? '，已申请延期，有效期届满前未作决定的视为准予延续' : ''}`,
            },
          ]}
        />
        {item.recused.length === 0 ? null : (
          <section>
            <h3>回避（内部）</h3>
            <ul className="plain">
              {item.recused.map(({ officer, kind, reason, on }) => (
                <li key={officer}>
                  {recusalWords[kind] ?? kind}：{reason} <span className="muted small">{on}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {item.notes.length === 0 ? null : (
          <section>
            <h3>内部备注</h3>
            <ul className="plain">
              {item.notes.map(({ text, on }) => (
                <li key={`${on} ${text}`}>
                  {text} <span className="muted small">{on}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {actions.length === 0 ? null : (
          <Space wrap>
            {actions.map((command) => (
              <Button
                key={command}
                data-testid={`item-${command}`}
                onClick={() =>
                  act({
                    commands: [command],
                    subject: dossier.name,
                    context: { projectId: dossier.projectId },
                    // A company's credit is a case of its own.
                    ...(command === 'restoreCommitmentCredit'
                      ? { caseId: null, initial: { company: dossier.company } }
                      : { caseId: itemId }),
                  })
                }
              >
                {titleOf(command)}
              </Button>
            ))}
          </Space>
        )}
      </div>
    </Card>
  );
};
