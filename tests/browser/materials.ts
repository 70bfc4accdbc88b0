import path from 'node:path';
import { createProjectWalk } from '@yizhan/local/project-walk';
import { someFacts, until } from '@yizhan/testkit';
import { expect } from 'vitest';
import { ownInvestor } from '../chain/installation.ts';
import { pictures } from './person.ts';
import type { Stage } from './stage.ts';

const officers: Readonly<Record<string, string>> = {
  developmentReform: 'fagai',
  naturalResources: 'guizi',
  ecology: 'huanbao',
  emergency: 'yingji',
  housing: 'zhujian',
  water: 'shuili',
};
const pdf = Buffer.from(
  `%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>
endobj
trailer << /Size 4 /Root 1 0 R >>
%%EOF
`,
);
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Uploaded on a phone, handed in, decided upon in writing, and the writing held against the record. */
export const walkMaterials = async ({ address, browser, walk, desk: seat, phone }: Stage): Promise<void> => {
  const station = createProjectWalk(walk, {
    key: 'files',
    enterprise: 'qiye',
    investor: ownInvestor,
    facts: someFacts(),
    territory: 'meicheng',
    chief: 'shouxi-meicheng',
    parcel: { code: '330182001001GB00008', name: '梅城工业功能区B-08地块' },
  });
  const projectId = await station.file(undefined);
  const seen = await walk.until('qiye', projectId, 'an item', ({ turns }) =>
    turns.some(({ action }) => action === 'submitItem'),
  );
  // No filing, which nobody accepts.
  const item = seen.steps.find(({ code }) => code === 'A8')?.caseId ?? '';
  const owner = await walk.as('qiye');
  const { getItemMaterials } = await owner.query<{ getItemMaterials: { asked: { kind: string }[] } }>(
    'query($input: GetItemMaterialsInput!) { getItemMaterials(input: $input) { asked { kind } } }',
    { input: { item } },
  );
  const kind = getItemMaterials.asked[0]?.kind ?? 'other';

  const enterprise = await phone.sit('qiye');
  await enterprise.open(`/projects/${projectId}/items/${item}`);
  const { page } = enterprise;
  const upload = page.getByTestId(`upload-${kind}`).first();
  await upload.waitFor({ state: 'attached' });
  // A picture that calls itself a PDF is refused, in words.
  await upload.setInputFiles({ name: '申请表.pdf', mimeType: 'application/pdf', buffer: png });
  await page.getByTestId('upload-failed').waitFor();
  expect(await page.getByTestId('upload-failed').textContent()).toContain('扩展名与实际内容不符');
  await upload.setInputFiles({ name: '申请表.pdf', mimeType: 'application/pdf', buffer: pdf });
  const name = page.getByRole('button', { name: '申请表.pdf' });
  await name.waitFor();
  await enterprise.picture('item-materials');
  await name.click();
  await page.getByTestId('viewer').waitFor();
  await enterprise.picture('file-viewer');
  await page
    .getByRole('button', { name: '关 闭' })
    .or(page.getByRole('button', { name: '关闭' }))
    .last()
    .click();

  // Handed in with the item, in its form.
  await page.getByTestId('turn-submitItem').click();
  await page.getByTestId('command-submit').waitFor();
  await page.getByRole('dialog').getByTestId('asked-materials').waitFor();
  await page.waitForTimeout(500);
  await enterprise.picture('item-hand-in');
  await page.getByTestId('command-submit').click();
  await page.getByTestId('receipt-close').click();
  await until(
    async () =>
      (
        await owner.query<{ getItemMaterials: { asked: { kind: string; state: string }[] } }>(
          'query($input: GetItemMaterialsInput!) { getItemMaterials(input: $input) { asked { kind state } } }',
          { input: { item } },
        )
      ).getItemMaterials.asked[0]?.state,
    (state) => state === 'handedIn',
  );

  // Its officer accepts and the acceptance is a document.
  const received = await walk.until('qiye', projectId, 'received', ({ turns }) =>
    turns.some(({ action, caseId }) => action === 'acceptItem' && caseId === item),
  );
  const holder = received.turns.find(({ caseId }) => caseId === item)?.holder ?? '';
  const officer = officers[holder] ?? 'fagai';
  await (await walk.as(officer)).command('acceptItem', { id: item, key: 'files-accept' });
  const notices = await until(
    async () =>
      (
        await owner.query<{ findNotices: { id: string; number: string }[] }>(
          'query($input: FindNoticesInput!) { findNotices(input: $input) { id number } }',
          { input: { projectId } },
        )
      ).findNotices,
    (found) => found.length > 0,
  );
  const [{ id, number } = { id: '', number: '' }] = notices;
  const desk = await seat.sit(officer);
  await desk.open(`/projects/${projectId}/items/${item}`);
  await desk.page.getByTestId('notices').waitFor();
  await desk.page.getByRole('button', { name: '申请表.pdf' }).waitFor();
  await desk.picture('item-officer');
  await desk.page.getByTestId('notices').getByRole('button').first().click();
  await desk.page.getByTestId('viewer').waitFor();
  await desk.page.waitForTimeout(1500);
  await desk.picture('document-viewer');
  await desk.open('/tasks');
  await page.goto(`${address}/projects/${projectId}`);
  await page.getByTestId('notices').waitFor();
  await enterprise.picture('dossier-documents');

  // Anybody who holds the document may ask; nobody signs in for it.
  const passer = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  const verdict = async (): Promise<string> => {
    await passer.getByTestId('verdict').waitFor();
    return (await passer.getByTestId('verdict').textContent()) ?? '';
  };
  await passer.goto(`${address}/verify?${new URLSearchParams({ number, check: id.slice(-12) })}`);
  expect(await verdict()).toContain('由本系统出具');
  await passer.screenshot({ path: path.join(pictures, 'verify-390.png'), fullPage: true });
  const bytes = await fetch(`${address}/files/${id}`, {
    headers: { authorization: `Bearer ${owner.token}` },
  });
  const buffer = Buffer.from(await bytes.arrayBuffer());
  const file = passer.getByTestId('verify-file');
  await file.setInputFiles({ name: '通知书.pdf', mimeType: 'application/pdf', buffer });
  await passer.getByText('所选文件与出具的文书一致').waitFor();
  await file.setInputFiles({
    name: '通知书.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.concat([buffer, Buffer.from(' ')]),
  });
  await passer.getByText('所选文件与登记的文书不一致').waitFor();
  await passer.goto(`${address}/verify?${new URLSearchParams({ number, check: '000000000000' })}`);
  expect(await verdict()).toContain('没有查到');
  expect([...enterprise.faults, ...desk.faults]).toEqual([]);
};
