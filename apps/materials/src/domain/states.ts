import type { StatusTable, TransitionTable } from '@yizhan/aggregate/machine';
import { refusal } from '@yizhan/contracts';

export type MaterialStatus = 'draft' | 'handedIn' | 'removed';

export const materialStatuses: StatusTable<MaterialStatus> = {
  draft: { zh: '未提交' },
  handedIn: { zh: '已提交', end: true },
  removed: { zh: '已删除', end: true },
};

/** The same file of the same kind is in the project already. */
export const materialExists = refusal(
  'conflict',
  'MATERIAL_EXISTS',
  '项目中已有这份文件，直接使用即可，无需重复上传',
  'the project has this file already: use it',
  'file',
);

/** A material of a project. What was handed in stays: with it a case was decided, or will be. */
export const materialTable = {
  attachMaterial: {
    // The same file may be attached again after it was removed.
    from: ['none', 'removed'],
    to: ['draft'],
    by: ['enterprise', 'windowClerk', 'agent', 'chiefAgent'],
    zh: '上传材料',
    gates: [{ in: ['draft', 'handedIn'], refusal: materialExists }],
  },
  replaceMaterial: {
    from: ['draft', 'handedIn'],
    to: [],
    by: ['enterprise', 'windowClerk', 'agent', 'chiefAgent'],
    zh: '更换材料',
  },
  removeMaterial: {
    from: ['draft'],
    to: ['removed'],
    by: ['enterprise', 'windowClerk'],
    zh: '删除材料',
    gates: [
      {
        in: ['handedIn'],
        refusal: refusal(
          'conflict',
          'MATERIAL_HANDED_IN',
          '该材料已随申请提交，不能删除；如有变化，请上传新版本',
          'the material was handed in and stays; upload a newer version',
        ),
      },
    ],
  },
  noteHandedIn: {
    // Removed in the same moment as it was handed in: the submission holds, and the file is kept.
    from: ['draft', 'handedIn', 'removed'],
    to: ['handedIn'],
    by: ['service'],
    zh: '随申请提交',
  },
} as const satisfies TransitionTable<MaterialStatus>;

export type NoticeStatus = 'issued';

export const noticeStatuses: StatusTable<NoticeStatus> = { issued: { zh: '已出具', end: true } };

/** 文书 */
export const noticeTable = {
  issueNotice: { from: ['none'], to: ['issued'], by: ['service'], zh: '出具文书' },
} as const satisfies TransitionTable<NoticeStatus>;
