// What a whole project costs at the least: Express, one findOne, the document as JSON. Prints its port.
import express from 'express';
import { MongoClient } from 'mongodb';

const [, , uri = '', database = ''] = process.argv;
const client = await MongoClient.connect(uri);
const dossiers = client.db(database).collection<{ _id: string }>('dossiers');
const app = express();
app.get('/:id', async (request, response) => {
  response.json(await dossiers.findOne({ _id: request.params.id }));
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : '');
});
