import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Catalogue } from '@yizhan/contracts';
import { Alert, App, Button, Card, Descriptions, Modal, Upload } from 'antd';
import { useState } from 'react';
import { ask, sendCommand } from '../../api/graphql.ts';
import { createIntention } from '../../api/intention.ts';
import { reformQuery } from '../../api/queries.ts';
import { GetCatalogueDocument } from '../../generated/graphql.ts';
import { Answered } from '../../parts/status.tsx';
import { type CatalogueFile, readCatalogue } from './catalogue-file.ts';

const faultsShown = 8;

const save = (name: string, content: unknown): void => {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

const Checked = ({ read, onDone }: { read: CatalogueFile; onDone: () => void }) => {
  const [intention] = useState(createIntention);
  const { message } = App.useApp();
  const add = useMutation({
    mutationFn: async (catalogue: Catalogue) => {
      const input = { catalogue };
      const answer = await sendCommand('addCatalogueVersion', { ...input, key: intention.keyFor(input) });
      if (answer.__typename === 'Refused') throw new Error(answer.zh);
    },
    onSuccess: () => {
      message.success('目录版本已增加');
      onDone();
    },
  });
  if (!read.ok)
    return (
      <Alert
        type="error"
        showIcon
        title={`${read.file} 不能作为目录版本`}
        description={
          <ul className="plain">
            {read.faults.slice(0, faultsShown).map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
            {read.faults.length > faultsShown ? <li>…共 {read.faults.length} 处</li> : null}
          </ul>
        }
      />
    );
  const { version, name, effectiveFrom, items } = read.catalogue;
  return (
    <>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'name', label: '名称', children: name },
          { key: 'version', label: '版本', children: version },
          { key: 'from', label: '施行日期', children: effectiveFrom },
          {
            key: 'count',
            label: '内容',
            children: `${items.length} 个事项，${items.reduce((sum, item) => sum + item.materials.length, 0)} 份材料（备案、核准、审批各类路径合计）`,
          },
        ]}
      />
      <p className="muted">
        施行之日起备案的项目按新版本规划；已经备案的项目继续适用备案时的版本。版本增加后不能修改或撤回。
      </p>
      {add.error === null ? null : (
        <Alert type="error" showIcon title={add.error.message} style={{ marginBlockEnd: 12 }} />
      )}
      <Button
        type="primary"
        block
        loading={add.isPending}
        onClick={() => add.mutate(read.catalogue)}
        data-testid="add-catalogue"
      >
        增加这个版本
      </Button>
    </>
  );
};

/** 事项目录: the versions there are, one to take away as a file, and a new one brought in from a file. */
export const CatalogueCard = () => {
  const queries = useQueryClient();
  const reform = useQuery(reformQuery);
  const { message } = App.useApp();
  const [read, setRead] = useState<CatalogueFile | null>(null);
  const take = useMutation({
    mutationFn: async (version: string) =>
      save(
        `事项目录-${version}.json`,
        (await ask(GetCatalogueDocument, { input: { version } })).getCatalogue,
      ),
    onError: (error) => message.error(error.message),
  });
  return (
    <Card title={<h2>事项目录版本</h2>}>
      <p className="muted note">
        新版本以文件导入：下载一个版本，修改版本号、施行日期和内容后再导入。导入时检查环路、部门和每个期限的依据。
      </p>
      <Answered asked={reform}>
        {({ findCatalogues }) => (
          <ul className="plain" data-testid="catalogues">
            {findCatalogues.map(({ version, name, effectiveFrom, items, materials }) => (
              <li key={version}>
                {name}{' '}
                <span className="muted small">
                  {effectiveFrom} 起 · 备案类路径 {items} 个事项 · {materials} 份材料
                </span>{' '}
                <Button
                  type="link"
                  size="small"
                  loading={take.isPending && take.variables === version}
                  onClick={() => take.mutate(version)}
                >
                  下载
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Answered>
      <Upload
        accept=".json,application/json"
        showUploadList={false}
        beforeUpload={async (file) => {
          setRead(readCatalogue(await file.text(), file.name));
          return Upload.LIST_IGNORE;
        }}
      >
        <Button data-testid="import-catalogue" style={{ marginBlockStart: 12 }}>
          导入新版本
        </Button>
      </Upload>
      <Modal
        open={read !== null}
        title="导入事项目录版本"
        footer={null}
        destroyOnHidden
        onCancel={() => setRead(null)}
      >
        {read === null ? null : (
          <Checked
            key={read.file}
            read={read}
            onDone={() => {
              setRead(null);
              void queries.invalidateQueries({ queryKey: ['reform'] });
              void queries.invalidateQueries({ queryKey: ['catalogues'] });
            }}
          />
        )}
      </Modal>
    </Card>
  );
};
