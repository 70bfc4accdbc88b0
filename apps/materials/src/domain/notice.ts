import { decided, type Machine } from '@yizhan/aggregate/machine';
import type { MaterialsEvent, NoticeKind } from '@yizhan/contracts';
import { materialNotFound } from './material.ts';
import { type NoticeStatus, noticeStatuses, noticeTable } from './states.ts';

/** 文书: issued once, for one event of an item, and never changed. */
export interface Notice {
  readonly status: NoticeStatus;
  readonly projectId: string;
  readonly item: string;
  readonly code: string;
  readonly notice: NoticeKind;
  readonly number: string;
  readonly on: string;
  readonly checksum: string;
}

export type NoticeCommand = { readonly type: 'issueNotice' } & Omit<Notice, 'status'>;
type NoticeEvent = Extract<MaterialsEvent, { type: 'NoticeIssued' }>;

export const noticeMachine: Machine<Notice, NoticeCommand, NoticeEvent, NoticeStatus> = {
  service: 'materials',
  kind: 'notice',
  prefix: 'ntc',
  table: noticeTable,
  statuses: noticeStatuses,
  status: (state) => state.status,
  mayAct: (state) => (state === undefined ? null : materialNotFound),
  decide: (_state, { type: _type, ...data }) => decided({ type: 'NoticeIssued', data }),
  elapse: () => [],
  evolve: (_state, event) => ({ status: 'issued', ...event.data }),
  dueAt: () => null,
  search: (state) => ({ item: state.item, number: state.number }),
  key: (_caseId, command) => command.projectId,
};
