import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Input, Space } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/graphql.ts';
import { AdvanceClockDocument, type ClockQuery } from '../../generated/graphql.ts';

const dayMs = 86_400_000;
const shanghaiNine = (date: string): string => new Date(`${date}T09:00:00+08:00`).toISOString();
const plusDays = (today: string, days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** 演示时钟: only in a demo, only forward. */
export const ClockCard = ({ clock }: { clock: ClockQuery['clock'] }) => {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [date, setDate] = useState('');
  const advance = useMutation({
    mutationFn: async (to: string) =>
      (await ask(AdvanceClockDocument, { to: shanghaiNine(to) })).advanceClock,
    onSuccess: async ({ today }) => {
      message.success(`演示时钟已拨到 ${today}`);
      setDate('');
      await queries.invalidateQueries();
    },
    onError: (error) => message.error(error.message),
  });
  return (
    <Card title={<h2>演示时钟</h2>}>
      <p>
        办理日期 <strong>{clock.today}</strong>。拨快后，到期的事项按规定自动处理，不能拨回。
      </p>
      <Space wrap>
        {[1, 7].map((days) => (
          <Button
            key={days}
            loading={advance.isPending}
            onClick={() => advance.mutate(plusDays(clock.today, days))}
          >
            前进 {days} 天
          </Button>
        ))}
        <Input
          type="date"
          aria-label="拨到日期"
          min={plusDays(clock.today, 1)}
          value={date}
          onChange={({ target }) => setDate(target.value)}
          style={{ width: 170 }}
        />
        <Button
          type="primary"
          disabled={date === ''}
          loading={advance.isPending}
          onClick={() => advance.mutate(date)}
        >
          拨到此日
        </Button>
      </Space>
    </Card>
  );
};
