import { useQuery } from '@tanstack/react-query';
import { Button, Card, Select, Tag } from 'antd';
import { useState } from 'react';
import { calendarQuery, clockQuery } from '../../api/queries.ts';
import { CommandDrawer, type Intended } from '../../parts/command-drawer.tsx';
import { rangesOf, rangeWords } from '../../parts/day-ranges.ts';
import { Answered } from '../../parts/status.tsx';

const words = (days: readonly string[]): string => rangesOf(days).map(rangeWords).join('、');

const YearCard = ({ thisYear }: { thisYear: number }) => {
  const [year, setYear] = useState(thisYear + 1);
  const [intended, setIntended] = useState<Intended | null>(null);
  const calendar = useQuery(calendarQuery(year));
  return (
    <Card
      title={<h2>工作日历</h2>}
      extra={
        <Select
          aria-label="年度"
          value={year}
          onChange={setYear}
          options={[thisYear, thisYear + 1, thisYear + 2].map((value) => ({ value, label: `${value} 年` }))}
          style={{ width: 110 }}
        />
      }
    >
      <Answered asked={calendar}>
        {({ provisional, off, work }) => (
          <div data-testid="calendar">
            <p>
              {provisional ? <Tag color="warning">暂估</Tag> : <Tag color="success">正式</Tag>}
              {provisional
                ? '放假通知尚未导入，按法定节假日推算；涉及该年度的期限均标注“暂估”。'
                : '已按放假通知执行。'}
            </p>
            <p>
              <span className="muted">放假：</span>
              {off.length === 0 ? '无' : words(off)}
            </p>
            <p>
              <span className="muted">调休上班：</span>
              {work.length === 0 ? '无' : words(work)}
            </p>
            <Button
              onClick={() =>
                setIntended({
                  commands: ['importCalendar'],
                  caseId: null,
                  subject: `${year} 年工作日历`,
                  initial: {
                    year,
                    off: rangesOf(off),
                    work: work.map((from) => ({ from })),
                  },
                })
              }
              data-testid="import-calendar"
            >
              {provisional ? '导入放假通知' : '更正放假通知'}
            </Button>
          </div>
        )}
      </Answered>
      <CommandDrawer
        intended={intended}
        onClose={() => {
          setIntended(null);
          void calendar.refetch();
        }}
      />
    </Card>
  );
};

/** 工作日历: which years are official, and the command that brings in the yearly notice. */
export const CalendarCard = () => (
  <Answered asked={useQuery(clockQuery)}>
    {({ today }) => <YearCard thisYear={Number(today.slice(0, 4))} />}
  </Answered>
);
