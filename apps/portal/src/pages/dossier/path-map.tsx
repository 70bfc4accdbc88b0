import { CheckCircleFilled, ClockCircleOutlined, StopOutlined, SyncOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Collapse, Tag } from 'antd';
import { cataloguesQuery, type Dossier } from '../../api/queries.ts';
import { Light } from '../../parts/light.tsx';
import { stagesOf, stateOf, stateWords, turnOf, waitsFor } from './path-steps.ts';

type Step = Dossier['steps'][number];

const signs = {
  done: <CheckCircleFilled aria-hidden="true" />,
  running: <SyncOutlined aria-hidden="true" />,
  waiting: <ClockCircleOutlined aria-hidden="true" />,
  stopped: <StopOutlined aria-hidden="true" />,
};

const MappedStep = ({ step, dossier }: { step: Step; dossier: Dossier }) => {
  const state = stateOf(step);
  const turn = turnOf(step, dossier.turns);
  return (
    <li className="map-step" data-state={state} data-testid={`map-${step.code}`}>
      <div className="map-name">
        {signs[state]}{' '}
        {step.caseId === null ? (
          <>
            <strong>{step.code}</strong> {step.name}
          </>
        ) : (
          <Link
            to="/projects/$projectId/items/$itemId"
            params={{ projectId: dossier.projectId, itemId: step.caseId }}
          >
            <strong>{step.code}</strong> {step.name}
          </Link>
        )}
      </div>
      <div className="small">
        {state === 'waiting' && turn === null ? waitsFor(step) : step.statusZh}
        {step.critical && state !== 'done' ? <Tag className="map-tag">关键路径</Tag> : null}
      </div>
      {turn === null || state === 'done' ? null : (
        <div className="small">
          {turn.holderName} <Light light={turn.light} daysLeft={turn.daysLeft} />
        </div>
      )}
      {step.deliveredOn === null || state !== 'done' ? null : (
        <div className="muted small">
          {step.deliveredOn}
          {step.validUntil === null ? '' : `，有效期至 ${step.validUntil}`}
        </div>
      )}
      {step.why === null || state === 'done' ? null : <div className="muted small">适用：{step.why}</div>}
      <span className="sr-only">{stateWords[state]}</span>
    </li>
  );
};

/** 路径图: the stages and what stands in each: done, running, waiting for whom, days left; and what does not apply, and why. */
export const PathMap = ({ dossier }: { dossier: Dossier }) => {
  const { path, steps } = dossier;
  const inapplicable = path?.inapplicable ?? [];
  const { data: catalogues = [] } = useQuery(cataloguesQuery);
  const catalogue = catalogues.find(({ version }) => version === path?.catalogue)?.name;
  return (
    <section aria-label="审批路径图" className="map" data-testid="path-map">
      {path?.earliestFinish === null || path === null ? null : (
        <p className="small">
          各方按承诺时限办理，规划时最早可于 <strong>{path.earliestFinish}</strong> 取得施工许可；关键路径{' '}
          {path.criticalPath.join(' → ')}
          {path.budget === null ? '' : `；审批用时预算 ${path.budget} 个工作日（并行不重复计算）`}
          {catalogue === undefined ? '' : `；按《${catalogue}》办理`}。
        </p>
      )}
      <ol className="map-stages">
        {stagesOf(steps).map(({ name, steps: own, done }) => (
          <li key={name}>
            <h3>
              {name}{' '}
              <span className="muted small">
                {done}/{own.length}
              </span>
            </h3>
            <ul className="map-steps">
              {own.map((step) => (
                <MappedStep key={step.code} step={step} dossier={dossier} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {inapplicable.length === 0 ? null : (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'inapplicable',
              label: `不需要办理的事项（${inapplicable.length} 项）和理由`,
              children: (
                <ul className="plain small">
                  {inapplicable.map(({ code, name, zh, basis }) => (
                    <li key={code}>
                      <strong>{code}</strong> {name}：{zh}
                      <span className="muted">（{basis}）</span>
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      )}
    </section>
  );
};
