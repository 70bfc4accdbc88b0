const zone = 'Asia/Shanghai';
const minute = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** An instant in the county's time, to the minute. */
export const minuteOf = (instant: string): string => minute.format(new Date(instant));
