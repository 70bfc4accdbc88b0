import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import { materialsQuery, noticesQuery } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import { MaterialRows } from '../../parts/files/material-rows.tsx';
import { NoticeList } from '../../parts/files/notice-list.tsx';

const uploads = new Set(['enterprise', 'windowClerk', 'agent', 'chiefAgent']);

/** 材料 of the whole project, for whoever may see any of them. */
export const MaterialsCard = ({ projectId }: { projectId: string }) => {
  const me = useMe();
  const { data = [] } = useQuery(materialsQuery(projectId));
  if (data.length === 0) return null;
  return (
    <Card title={<h2>项目材料</h2>}>
      <MaterialRows
        materials={data}
        projectId={async () => projectId}
        mayChange={me.roles.some((role) => uploads.has(role))}
      />
    </Card>
  );
};

/** 文书 of all items. */
export const NoticesCard = ({ projectId }: { projectId: string }) => {
  const { data = [] } = useQuery(noticesQuery(projectId));
  if (data.length === 0) return null;
  return (
    <Card title={<h2>文书</h2>}>
      <NoticeList notices={data} />
    </Card>
  );
};
