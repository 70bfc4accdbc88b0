import { departmentNames, type ItemRow, refusal } from '@yizhan/contracts';
import type { ServiceDefinition, ServiceParts } from '@yizhan/service';
import { legalDateOf } from '@yizhan/workdays';
import { z } from 'zod';
import type { Queue } from './queue.ts';

type Prepare = NonNullable<ServiceDefinition['prepare']>;
const askedSchema = z.object({
  search: z.string().max(100).optional(),
  status: z.string().max(30).optional(),
});
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const lights = { green: '正常', yellow: '临期', red: '逾期' } as const;

const noQueue = refusal(
  'forbidden',
  'NO_QUEUE',
  '您的角色没有审批队列，不能导出',
  'your role has no queue to export',
);

const columns: readonly {
  readonly header: string;
  readonly width: number;
  readonly of: (row: ItemRow) => string;
}[] = [
  { header: '灯号', width: 8, of: ({ light }) => lights[light] },
  {
    header: '到期日',
    width: 18,
    of: ({ dueOn, provisional }) => `${dueOn ?? ''}${provisional ? '（暂估）' : ''}`,
  },
  { header: '事项代码', width: 10, of: ({ code }) => code },
  { header: '事项', width: 28, of: ({ name }) => name },
  { header: '状态', width: 16, of: ({ statusZh }) => statusZh },
  { header: '项目代码', width: 28, of: ({ projectCode }) => projectCode ?? '' },
  { header: '项目', width: 36, of: ({ projectName }) => projectName },
  { header: '企业', width: 30, of: ({ investorName }) => investorName ?? '' },
  {
    header: '部门',
    width: 18,
    of: ({ department }) =>
      department in departmentNames
        ? departmentNames[department as keyof typeof departmentNames]
        : department,
  },
  { header: '收件日', width: 12, of: ({ receivedOn }) => receivedOn ?? '' },
];

/** 队列导出: all that the person's queue holds, written row by row as it is read. Codes in it are simulated, and say so. */
export const mountQueueExport = (
  { clock, log }: Pick<ServiceParts, 'clock' | 'log'>,
  app: Parameters<Prepare>[1],
  door: Parameters<Prepare>[2],
  queue: Queue,
): void => {
  app.get('/exports/queue.xlsx', async (request, response) => {
    const context = await door.admit(request, response);
    if (context === null) return;
    const asked = askedSchema.safeParse(request.query);
    if (!asked.success) {
      door.refuse(response, refusal('invalid', 'QUERY_INVALID', '查询条件有误', 'the query is not valid'));
      return;
    }
    try {
      const rows = await queue.all(context.actor, asked.data);
      if (rows === null) {
        door.refuse(response, noQueue);
        return;
      }
      const today = legalDateOf(await clock.now());
      // What writes sheets is large, and is not needed before there is one to write.
      const { default: excel } = await import('exceljs');
      response.set({
        'content-type': mediaType,
        'content-disposition': `attachment; filename="queue-${today}.xlsx"; filename*=UTF-8''${encodeURIComponent(`审批队列-${today}.xlsx`)}`,
        'cache-control': 'private, no-store',
      });
      const book = new excel.stream.xlsx.WorkbookWriter({ stream: response });
      const sheet = book.addWorksheet('审批队列', { views: [{ state: 'frozen', ySplit: 1 }] });
      sheet.columns = columns.map(({ header, width }) => ({ header, width }));
      sheet.getRow(1).font = { bold: true };
      for await (const row of rows) sheet.addRow(columns.map(({ of }) => of(row))).commit();
      sheet.addRow([`截至 ${today}；项目代码为模拟`]).commit();
      await book.commit();
    } catch (error) {
      // Whoever went away in the middle needs no answer; half a sheet must not look like a whole one.
      if (!response.closed) log.error({ error: String(error) }, 'a queue could not be exported');
      if (response.headersSent) response.destroy();
      else
        door.refuse(
          response,
          refusal('unavailable', 'EXPORT_FAILED', '暂时无法导出，请稍后再试', 'try again later'),
        );
    }
  });
};
