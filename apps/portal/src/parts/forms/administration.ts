import { daysOf } from '../day-ranges.ts';
import type { CommandForm } from './form.ts';

const rangesIn = (value: unknown): readonly { from: string; until?: string }[] =>
  Array.isArray(value) ? (value as { from: string; until?: string }[]) : [];

/** What the administrator keeps: the working calendar. */
export const administrationForms = {
  importCalendar: {
    title: '导入工作日历',
    note: '以国务院办公厅放假通知为准。导入后，涉及该年度、尚未到期的期限全部重新计算并告知相关人员，原期限留有记录；已经过去的年度不能改动。',
    fields: [
      { name: 'year', label: '年度', kind: 'integer', required: true },
      { name: 'notice', label: '通知名称和文号', kind: 'text', required: true, max: 100 },
      {
        name: 'off',
        label: '放假时段（含与假期相连的周末）',
        kind: 'objects',
        required: true,
        of: [
          { name: 'from', label: '从', kind: 'date', required: true },
          { name: 'until', label: '到（只放一天可不填）', kind: 'date' },
        ],
      },
      {
        name: 'work',
        label: '调休上班的日子',
        kind: 'objects',
        of: [{ name: 'from', label: '日期', kind: 'date', required: true }],
      },
    ],
    initial: ({ today }) => ({ year: Number(today.slice(0, 4)) + 1 }),
    complete: (input) => ({
      ...input,
      off: daysOf(rangesIn(input['off'])),
      work: daysOf(rangesIn(input['work'])),
    }),
  },
} as const satisfies Record<string, CommandForm>;
