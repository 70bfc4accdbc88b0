import { useQuery } from '@tanstack/react-query';
import { Alert, Checkbox, Skeleton, Tag } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { type ItemMaterials, itemMaterialsQuery, type Material } from '../../api/queries.ts';
import { isShared, stillMissing } from './asked-words.ts';
import { MaterialRows } from './material-rows.tsx';
import { Upload } from './upload.tsx';

/** Exactly these versions: what was looked at when it was submitted. */
export type HandedIn = readonly { readonly material: string; readonly version: number }[];

/** The newest of each. */
export const newestOf = (materials: readonly Material[]): HandedIn =>
  materials.flatMap(({ id, versions }) => {
    const [newest] = versions;
    return newest === undefined ? [] : [{ material: id, version: newest.number }];
  });

const states: Readonly<Record<string, { readonly zh: string; readonly colour: string }>> = {
  missing: { zh: '缺', colour: 'error' },
  there: { zh: '已有', colour: 'processing' },
  handedIn: { zh: '已提交', colour: 'success' },
  replaced: { zh: '有新版本', colour: 'warning' },
};
const forms: Readonly<Record<string, string>> = { original: '原件', copy: '复印件', electronic: '电子件' };

/** What an item asks for: there, missing, replaced; uploaded once for every item that asks for it. */
export const AskedList = ({
  found,
  mayChange,
  choice,
}: {
  found: ItemMaterials;
  mayChange: boolean;
  /** Of what no catalogue asks for, a person says what goes with this submission. */
  choice?: { readonly chosen: ReadonlySet<string>; readonly choose: (id: string, isChosen: boolean) => void };
}) => {
  const projectId = async (): Promise<string> => found.projectId;
  return (
    <ul className="asked" data-testid="asked-materials">
      {found.asked.map((asked) => {
        const { kind, name, form, required, state, materials } = asked;
        const shared = isShared(asked) && materials.length === 0;
        return (
          <li key={kind} className="asked-row">
            <div className="asked-head">
              {shared ? (
                <Tag>共享</Tag>
              ) : (
                <Tag color={states[state]?.colour ?? 'default'}>{states[state]?.zh ?? state}</Tag>
              )}
              <strong>{name}</strong>
              <span className="muted small">
                {shared
                  ? '由部门共享，无需提交'
                  : `${forms[form] ?? form}${required === 'mayFollow' ? '，可容缺后补' : ''}`}
              </span>
            </div>
            <MaterialRows materials={materials} projectId={projectId} mayChange={mayChange} />
            {mayChange && materials.length === 0 && !shared ? (
              <Upload small label={`上传${name}`} place={{ projectId, kind }} />
            ) : null}
          </li>
        );
      })}
      {found.others.length === 0 && !mayChange ? null : (
        <li className="asked-row">
          <div className="asked-head">
            <strong>其他材料</strong>
          </div>
          {found.others.map((material) => (
            <div key={material.id}>
              {choice === undefined ? null : (
                <Checkbox
                  checked={choice.chosen.has(material.id)}
                  onChange={({ target }) => choice.choose(material.id, target.checked)}
                >
                  随本次提交
                </Checkbox>
              )}
              <MaterialRows materials={[material]} projectId={projectId} mayChange={mayChange} />
            </div>
          ))}
          {mayChange ? <Upload small label="上传其他材料" place={{ projectId, kind: 'other' }} /> : null}
        </li>
      )}
    </ul>
  );
};

/** The materials of a submission, in its form: what is there is handed in with it. */
export const HandIn = ({ item, onChange }: { item: string; onChange: (handedIn: HandedIn) => void }) => {
  const asked = useQuery(itemMaterialsQuery(item));
  const { data } = asked;
  const [changed, setChanged] = useState<Readonly<Record<string, boolean>>>({});
  /** What went with it before goes with it again; what else the project has stays out unless somebody says so. */
  const chosen = useMemo(
    () =>
      new Set(
        (data?.others ?? [])
          .filter(
            ({ id, versions }) => changed[id] ?? versions.some(({ handedInTo }) => handedInTo.includes(item)),
          )
          .map(({ id }) => id),
      ),
    [data, changed, item],
  );
  useEffect(() => {
    if (data === undefined) return;
    const others = data.others.filter(({ id }) => chosen.has(id));
    onChange(newestOf([...data.asked.flatMap(({ materials }) => materials), ...others]));
  }, [data, chosen, onChange]);
  // Without its materials an item may still be submitted: paper is handed over at the window.
  if (asked.error !== null)
    return <Alert type="warning" showIcon title={`材料清单暂时无法读取：${asked.error.message}`} />;
  if (data === undefined) return <Skeleton active paragraph={{ rows: 3 }} />;
  const missing = stillMissing(data.asked);
  return (
    <section aria-label="申报材料" className="hand-in">
      <h3>申报材料</h3>
      {missing.length === 0 ? null : (
        <p className="muted small">
          还缺 {missing.length} 项：{missing.map(({ name }) => name).join('、')}
          。可以先上传，也可以到窗口递交纸质件。
        </p>
      )}
      <AskedList
        found={data}
        mayChange
        choice={{
          chosen,
          choose: (id, isChosen) => setChanged((before) => ({ ...before, [id]: isChosen })),
        }}
      />
    </section>
  );
};
