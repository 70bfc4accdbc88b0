import pdfmake from 'pdfmake';
import type { Content } from 'pdfmake/interfaces.js';
import { type FontRun, loadFonts, mainFont } from './fonts.ts';
import type { NoticeText } from './notice-text.ts';

export interface Printed {
  readonly text: NoticeText;
  readonly number: string;
  readonly check: string;
  /** The public page that verifies it. */
  readonly verifyAt: string;
  /** The day of the document: its bytes are the same whenever it is drawn. */
  readonly on: string;
}

const red = '#c0392b';
const grey = '#555555';
const sealRadius = 52;

/** A round seal that says of itself what it is: not one. What stands in it takes no room below it. */
const seal = (office: string, words: (text: string) => readonly FontRun[]): Content[] => {
  const ring = (r: number, lineWidth: number) =>
    ({ type: 'ellipse', x: sealRadius, y: sealRadius, r1: r, r2: r, lineColor: red, lineWidth }) as const;
  const line = (text: string, fontSize: number, lift: number): Content => ({
    text: [...words(text)],
    fontSize,
    lineHeight: 1,
    color: red,
    alignment: 'center',
    relativePosition: { x: 0, y: -lift },
  });
  return [
    { canvas: [ring(sealRadius, 2.5), ring(sealRadius - 5, 0.6)] },
    line('模拟印章', 16, 78),
    line(office, office.length > 8 ? 7.5 : 9, 52),
    line('仅供演示 不具效力', 7, 34),
  ];
};

const layoutOf = (
  { text, number, check, verifyAt }: Printed,
  words: (text: string) => readonly FontRun[],
): Content[] => {
  const said = (given: string, more: object = {}): Content => ({ text: [...words(given)], ...more });
  return [
    said(text.office, { fontSize: 20, alignment: 'center', color: red, lineHeight: 1.2 }),
    said(text.title, { fontSize: 18, alignment: 'center', margin: [0, 6, 0, 8] }),
    { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 455, y2: 0, lineWidth: 1.2, lineColor: red }] },
    said(`${number}（模拟）`, { alignment: 'right', fontSize: 10.5, margin: [0, 8, 0, 14] }),
    {
      table: {
        widths: [70, '*'],
        body: text.table.map(([name, value]) => [said(name, { color: grey }), said(value)]),
      },
      layout: {
        hLineColor: () => '#bbbbbb',
        vLineColor: () => '#bbbbbb',
        hLineWidth: () => 0.5,
        vLineWidth: () => 0.5,
      },
      fontSize: 10.5,
      margin: [0, 0, 0, 16],
    },
    said(text.to, { margin: [0, 0, 0, 8] }),
    ...text.body.map((paragraph) => said(paragraph, { leadingIndent: 24, margin: [0, 0, 0, 6] })),
    said(text.basis, { leadingIndent: 24, margin: [0, 4, 0, 6] }),
    ...(text.rights === null ? [] : [said(text.rights, { leadingIndent: 24, margin: [0, 0, 0, 6] })]),
    {
      unbreakable: true,
      margin: [0, 22, 0, 0],
      columns: [
        {
          width: '*',
          stack: [
            { qr: verifyAt, fit: 116, eccLevel: 'M' },
            said('扫码核验真伪', { fontSize: 9, color: grey, margin: [0, 6, 0, 0] }),
            said(`编号 ${number}`, { fontSize: 8, color: grey, lineHeight: 1.2 }),
            said(`校验码 ${check}`, { fontSize: 8, color: grey }),
          ],
        },
        {
          width: sealRadius * 2,
          stack: [
            ...seal(text.office, words),
            said(text.office, { alignment: 'center', fontSize: 10.5, margin: [-30, 6, -30, 0] }),
            said(text.on, { alignment: 'center', fontSize: 10.5 }),
          ],
        },
      ],
    },
  ];
};

const lettersOf = ({ text, number }: Printed): readonly string[] => [
  text.office,
  text.title,
  text.to,
  text.basis,
  text.rights ?? '',
  text.on,
  number,
  ...text.body,
  ...text.table.flat(),
  '（模拟）扫码核验真伪编号校验码模拟印章仅供演示不具效力',
];

/** In the library, and not in its types. */
const { virtualfs } = pdfmake as unknown as {
  readonly virtualfs: { readonly writeFileSync: (name: string, bytes: Buffer) => void };
};

/** A document as PDF. The same input makes the same bytes. */
export const drawNotice = async (printed: Printed): Promise<Buffer> => {
  const fonts = await loadFonts(lettersOf(printed));
  // Nothing is ever fetched or read for a document: what it shows is given.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  for (const [name, bytes] of fonts.bytes) virtualfs.writeFileSync(`${name}.ttf`, bytes);
  pdfmake.setFonts(
    Object.fromEntries([...fonts.bytes.keys()].map((name) => [name, { normal: `${name}.ttf` }])),
  );
  const moment = new Date(`${printed.on}T00:00:00.000Z`);
  return await pdfmake
    .createPdf({
      pageSize: 'A4',
      pageMargins: [70, 56, 70, 48],
      info: {
        title: `${printed.text.title} ${printed.number}`,
        author: printed.text.office,
        creationDate: moment,
        modDate: moment,
      },
      defaultStyle: { font: mainFont, fontSize: 12, lineHeight: 1.35 },
      content: layoutOf(printed, fonts.runsOf),
    })
    .getBuffer();
};
