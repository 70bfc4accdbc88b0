import type { Dossier } from '../../api/queries.ts';

const stateWords: Readonly<Record<string, string>> = {
  none: '无',
  waiting: '未开始',
  running: '进行中',
  done: '已完成',
  ended: '已终止',
};

/** 全流程: where the project stands in each part of the chain, told by colour and by word. */
export const ChainParts = ({ parts }: { parts: Dossier['parts'] }) => (
  <ol className="parts" aria-label="全流程进度">
    {parts.map((part) => (
      <li key={part.part} data-state={part.state}>
        <strong>{part.zh}</strong>
        <span>{part.statusZh === '—' ? (stateWords[part.state] ?? '') : part.statusZh}</span>
        {part.since === null || part.state === 'waiting' ? null : (
          <span className="muted small">{part.since}</span>
        )}
      </li>
    ))}
  </ol>
);
