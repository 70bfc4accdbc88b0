import { ClockCircleOutlined, ExclamationCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Tag } from 'antd';

const looks = {
  green: { color: 'success', word: '正常', icon: <ClockCircleOutlined /> },
  yellow: { color: 'warning', word: '临期', icon: <ExclamationCircleOutlined /> },
  red: { color: 'error', word: '逾期', icon: <WarningOutlined /> },
} as const;

const words = (daysLeft: number | null): string => {
  if (daysLeft === null) return '不限期';
  if (daysLeft < 0) return `逾期 ${-daysLeft} 个工作日`;
  return daysLeft === 0 ? '今天到期' : `剩 ${daysLeft} 个工作日`;
};

/** A light told by colour, sign and word, for those who do not see the colour. */
export const Light = ({ light, daysLeft }: { light: string; daysLeft: number | null }) => {
  const look = looks[light as keyof typeof looks] ?? looks.green;
  return (
    <Tag color={daysLeft === null ? 'default' : look.color} icon={look.icon} title={look.word}>
      {words(daysLeft)}
    </Tag>
  );
};

/** The light alone, where the days are told beside it. */
export const LightTag = ({ light }: { light: string }) => {
  const look = looks[light as keyof typeof looks] ?? looks.green;
  return (
    <Tag color={look.color} icon={look.icon}>
      {look.word}
    </Tag>
  );
};

export const DueDate = ({ dueOn, provisional }: { dueOn: string | null; provisional: boolean }) =>
  dueOn === null ? null : (
    <span>
      {dueOn} 前
      {provisional ? (
        <Tag style={{ marginInlineStart: 4 }} title="该年度节假日安排尚未公布，日期待公布后确定">
          暂估
        </Tag>
      ) : null}
    </span>
  );
