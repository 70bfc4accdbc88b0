import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { use } from 'react';
import { itemMaterialsQuery } from '../api/queries.ts';
import { CaseOfForm } from './agent-select.tsx';
import { mayFollow } from './files/asked-words.ts';

interface Missing {
  readonly kind: string;
  readonly what: string;
}

/** 容缺: which of what the item's catalogue lets follow is missing, chosen by its name. */
export const MayFollowSelect = ({
  value = [],
  onChange,
  ...given
}: {
  readonly id?: string;
  readonly value?: readonly Missing[];
  readonly onChange?: (missing: readonly Missing[]) => void;
}) => {
  const item = use(CaseOfForm) ?? '';
  const { data, isPending } = useQuery({ ...itemMaterialsQuery(item), enabled: item !== '' });
  const choices = mayFollow(data?.asked ?? []);
  return (
    <Select
      {...given}
      mode="multiple"
      allowClear
      style={{ width: '100%' }}
      loading={isPending}
      options={choices.map(({ kind, name }) => ({ value: kind, label: name }))}
      notFoundContent={isPending ? null : '本事项没有可容缺的材料，缺少材料的应一次性告知补正'}
      value={value.map(({ kind }) => kind)}
      onChange={(kinds: readonly string[]) =>
        onChange?.(
          kinds.map((kind) => ({ kind, what: choices.find((one) => one.kind === kind)?.name ?? kind })),
        )
      }
    />
  );
};
