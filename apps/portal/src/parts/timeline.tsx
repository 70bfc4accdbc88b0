import { Button, Timeline as Line, Tag } from 'antd';
import { useState } from 'react';
import type { Dossier } from '../api/queries.ts';
import { roleName, serviceNames } from '../words/names.ts';
import { minuteOf } from './time-words.ts';

type Entry = Dossier['timeline'][number];
const shownFirst = 12;

const actorOf = (entry: Entry): string => {
  if (entry.by.role === 'time') return '期限届满';
  if (entry.by.role === 'service') return '系统';
  const unit = entry.byUnitName ?? roleName(entry.by.role);
  return entry.byName === unit ? unit : `${unit} ${entry.byName}`;
};

/** What happened, newest first; every line says who, when, and under which receipt. */
export const Timeline = ({ entries }: { entries: readonly Entry[] }) => {
  const [all, setAll] = useState(false);
  // They come in order: within one instant a case's own sequence decides, which its text would not tell.
  const newest = entries.toReversed();
  const shown = all ? newest : newest.slice(0, shownFirst);
  return (
    <>
      <Line
        items={shown.map((entry) => ({
          key: entry.id,
          content: (
            <div data-testid="timeline-entry">
              <strong>{entry.title}</strong> {entry.internal ? <Tag>内部</Tag> : null}
              {entry.detail === '' ? null : <div>{entry.detail}</div>}
              <div className="muted small">
                {entry.on}
                {' · '}
                {serviceNames[entry.service] ?? entry.service} · {actorOf(entry)}
                {entry.receipt === null ? null : ` · 回执 ${entry.receipt}`}
                {' · 记录于 '}
                {minuteOf(entry.recordedAt)}
              </div>
            </div>
          ),
        }))}
      />
      {newest.length > shownFirst ? (
        <Button onClick={() => setAll(!all)}>{all ? '收起' : `显示全部 ${newest.length} 条`}</Button>
      ) : null}
    </>
  );
};
