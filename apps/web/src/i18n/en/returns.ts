/** Goods that customers send back. */
export const customerReturn = {
  title: 'Customer returns',
  new: 'New customer return',
  none: 'No customer returns yet',
  noneHint: 'Announce goods that come back; they enter stock in the status you judge.',
  location: 'Received at',
  shipment: 'Shipment',
  shipmentHint: 'When named, no more can come back than left with it.',
  status: 'Status in stock',
  receive: 'Receive',
  receiveHint: 'Posts at once: the goods enter stock in the status of each line.',
  receivedAt: 'Received at',
  cancelHint: 'This cannot be undone.',
};

/** Goods that go back to suppliers. */
export const supplierReturn = {
  title: 'Supplier returns',
  new: 'New supplier return',
  none: 'No supplier returns yet',
  noneHint: 'Send rejected or wrong goods back to their supplier.',
  receipt: 'Receipt',
  ship: 'Send back',
  shipHint: 'Posts at once: the goods leave stock.',
  shippedAt: 'Sent back at',
  cancelHint: 'This cannot be undone.',
};
