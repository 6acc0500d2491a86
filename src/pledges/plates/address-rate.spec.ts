import { AddressRate } from './address-rate.js';

const rate = () => new AddressRate({ requestsMax: 3, windowMs: 60_000, addressesMax: 2 });
const asked = (subject: AddressRate, address: string, times: number, at = 0) =>
  Array.from({ length: times }, () => subject.waitSeconds(address, at));

describe('the rate of an address', () => {
  it('allows so many requests within the window and tells how long to wait for the next one', () => {
    const subject = rate();
    expect(asked(subject, '10.0.0.1', 4)).toEqual([0, 0, 0, 60]);
    expect([subject.waitSeconds('10.0.0.1', 59_001), subject.waitSeconds('10.0.0.1', 60_000)]).toEqual([1, 0]);
  });

  it('counts addresses apart, an IPv6 network as one', () => {
    const subject = rate();
    asked(subject, '2001:db8::1', 3);
    expect([subject.waitSeconds('2001:db8::2', 0), subject.waitSeconds('2001:db8:0:1::1', 0)]).toEqual([60, 0]);
  });

  it('remembers a bounded number of addresses and forgets the oldest window first', () => {
    const subject = rate();
    asked(subject, '10.0.0.1', 4);
    asked(subject, '10.0.0.2', 4);
    expect(asked(subject, '10.0.0.3', 1)).toEqual([0]);
    expect([asked(subject, '10.0.0.2', 1), asked(subject, '10.0.0.1', 1)]).toEqual([[60], [0]]);
  });
});
