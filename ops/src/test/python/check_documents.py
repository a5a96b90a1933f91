#!/usr/bin/env python3
"""Holds the documents of the API against the journal, worked out anew from what `./smc journal dump --json` prints.

    check_documents.py DUMP URL

DUMP is that output, from the first frame on. URL is where the documents are, as http://127.0.0.1:3000. They are asked as of the last frame of the
dump. Differences are printed, a line each; the exit code is 1 if there are any. Standard library only; shares nothing with the engine.
"""

import calendar
import json
import sys
import time as time_of_day
import urllib.parse
import urllib.request
from decimal import Decimal
from fractions import Fraction

FINAL = {"FILLED", "CANCELLED", "REJECTED"}
E8 = Decimal("0.00000001")


def number(text):
    return Decimal(str(text))


def short(time):
    """2025-01-01T00:15:00.000000000Z as documents spell it."""
    whole, _, rest = time.rstrip("Z").partition(".")
    rest = rest.rstrip("0")
    if not rest:
        return whole + "Z"
    return whole + "." + rest.ljust(3 if len(rest) <= 3 else 6 if len(rest) <= 6 else 9, "0") + "Z"


def seconds(time):
    return calendar.timegm(time_of_day.strptime(time.split(".")[0].rstrip("Z"), "%Y-%m-%dT%H:%M:%S"))


class Journal:
    """What the frames come to."""

    def __init__(self, lines):
        self.sequence = 0
        self.live_from = None
        self.frames = 0
        self.orders = {}
        self.trades = {}
        self.closed = []
        self.touches = []
        self.equity_points = []
        self.moved = {}
        self.corrected = {}
        self.capital = {}
        self.candles = {}
        self.told = {}
        self.blocks = {}
        self.levels = []
        self.last_candle = {}
        for line in lines:
            self.frame(json.loads(line))

    def frame(self, frame):
        self.sequence = int(frame["sequence"])
        self.time = frame["time"]
        self.frames += 1
        if frame["faulted"]:
            return
        for message in frame["messages"]:
            method = getattr(self, message["message"], None)
            if method:
                method(message)

    # Inputs

    def onLiveStarted(self, _):
        if self.frames <= 2:
            self.live_from = self.time

    def onOrderEdited(self, m):
        order = self.orders.get(m["order"])
        if order:
            order["price"], order["contracts"] = m["price"], m["contracts"]

    def onOrderEditRejected(self, m):
        order = self.orders.get(m["order"])
        if order:
            order["wantedPrice"], order["wantedContracts"] = order["price"], order["contracts"]

    def onOfficialCandle(self, m):
        self.told.setdefault(m["instrument"], {})[m["openTime"]] = m

    def onHistoryCandle(self, m):
        self.told.setdefault(m["instrument"], {}).pop(m["openTime"], None)
        self.venue_candle(m["instrument"], m["openTime"], m)

    def onHistoryHeld(self, m):
        told = self.told.setdefault(m["instrument"], {})
        last = m.get("last") or m.get("lastCandle") or ""
        for time in sorted(t for t in told if t <= last):
            self.venue_candle(m["instrument"], time, told.pop(time))

    # Effects

    def submit(self, m):
        self.orders[m["order"]] = self.order(m, m["order"], m["purpose"], m["type"], m["direction"], m["price"])
        if m["stopOrder"] != "0":
            away = "SHORT" if m["direction"] == "LONG" else "LONG"
            self.orders[m["stopOrder"]] = self.order(m, m["stopOrder"], "STOP", "STOP_MARKET", away, m["stop"])

    def order(self, m, name, purpose, kind, direction, price):
        return {
            "id": name,
            "seq": str(self.sequence),
            "account": m["account"],
            "instrument": m["instrument"],
            "purpose": purpose,
            "type": kind,
            "direction": direction,
            "price": price,
            "contracts": m["contracts"],
            "wantedPrice": price,
            "wantedContracts": m["contracts"],
            "filled": 0,
            "average": None,
            "state": "WANTED",
            "trade": m["trade"],
            "wantedAt": short(self.time),
        }

    def edit(self, m):
        order = self.orders.get(m["order"])
        if order:
            order["wantedPrice"], order["wantedContracts"] = m["price"], m["contracts"]

    def orderChanged(self, m):
        order = self.orders.get(m["order"])
        if order:
            order["state"], order["filled"] = m["state"], m["filledContracts"]
            order["average"] = m["averagePrice"] if m["filledContracts"] else None

    def tradeOpened(self, m):
        self.trades[m["trade"]] = {"opened": m, "seq": str(self.sequence), "in": [], "out": [], "funding": Decimal(0)}
        for name in (m["entryOrder"], m["stopOrder"]):
            if name in self.orders:
                self.orders[name]["trade"] = m["trade"]

    def tradeEntered(self, m):
        trade = self.trades[m["trade"]]
        trade["in"].append(m)
        trade["stop"] = m["stop"]

    def stopMoved(self, m):
        self.trades[m["trade"]]["stop"] = m["stop"]

    def tradeReduced(self, m):
        self.trades[m["trade"]]["out"].append(m)

    def tradeFunded(self, m):
        self.trades[m["trade"]]["funding"] += number(m["money"])

    def tradeClosed(self, m):
        trade = self.trades[m["trade"]]
        trade["closed"] = m
        trade["closedSeq"] = str(self.sequence)
        self.closed.append(m["trade"])
        self.capital[(m["account"], m["instrument"])] = number(m["capitalAfter"])

    def touchJudged(self, m):
        if self.counts(m["candle"]):
            self.touches.append((str(self.sequence), m))

    def equity(self, m):
        if self.counts(m["candle"]):
            desk = (m["account"], m["instrument"])
            result = number(m["capital"]) + number(m["unrealised"]) - self.moved.get(desk, 0)
            self.equity_points.append((m["candle"], desk, result))

    def capitalMoved(self, m):
        desk = (m["account"], m["instrument"])
        self.moved[desk] = self.moved.get(desk, Decimal(0)) + number(m["money"])
        self.capital[desk] = number(m["capital"])

    def capitalCorrected(self, m):
        desk = (m["account"], m["instrument"])
        self.corrected[desk] = self.corrected.get(desk, Decimal(0)) + number(m["money"])
        self.capital[desk] = number(m["capital"])

    def candleClosed(self, m):
        self.candles.setdefault(m["instrument"], {})[m["candle"]] = m
        self.last_candle[m["instrument"]] = m["candle"]

    def candleCorrected(self, m):
        self.venue_candle(m["instrument"], m["candle"], m)

    def venue_candle(self, instrument, time, m):
        if time <= self.last_candle.get(instrument, ""):
            self.candles.setdefault(instrument, {})[time] = m

    def structureBroken(self, m):
        self.levels.append((str(self.sequence), m["instrument"], m["kind"], m["direction"], m["level"], m["candle"]))

    def levelSwept(self, m):
        self.levels.append((str(self.sequence), m["instrument"], "SWEEP", m["side"], m["level"], m["candle"]))

    def blockBorn(self, m):
        self.blocks[self.block(m)] = "FRESH"

    def blockBroken(self, m):
        self.blocks[self.block(m)] = "BREAKER"

    def blockDead(self, m):
        self.blocks.pop(self.block(m), None)

    blockWithdrawn = blockDead

    def blockFound(self, m):
        self.blocks[self.block(m)] = m["state"]

    @staticmethod
    def block(m):
        return (m["instrument"], m["side"], m["origin"], m["top"], m["bottom"])

    def counts(self, candle):
        return self.live_from is None or candle >= self.live_from


class Documents:
    """The documents as of one frame."""

    def __init__(self, url, sequence):
        self.url = url.rstrip("/")
        self.sequence = sequence

    def get(self, path, **query):
        query["at"] = str(self.sequence)
        with urllib.request.urlopen(f"{self.url}{path}?{urllib.parse.urlencode(query)}", timeout=60) as answer:
            document = json.load(answer)
        if document["seq"] != str(self.sequence):
            raise SystemExit(f"expected {path} as of sequence {self.sequence}, was {document['seq']}")
        return document

    def rows(self, path, **query):
        rows, after = [], None
        while True:
            page = self.get(path, limit="200", **query, **({"after": after} if after else {}))
            rows += page["items"]
            after = page["next"]
            if after is None:
                if len(rows) != page["total"]:
                    raise SystemExit(f"expected {page['total']} rows of {path}, came {len(rows)}")
                return rows


class Check:
    """Compares, and counts."""

    def __init__(self, journal, documents):
        self.journal = journal
        self.documents = documents
        self.checked = 0
        self.differences = []
        status = documents.get("/api/status")
        self.accounts = [account["account"] for account in status["accounts"]]
        self.symbols = [market["symbol"] for market in status["markets"]]
        self.contract_values = [number(market["contractValue"]) for market in status["markets"]]
        self.status = status

    def same(self, what, expected, was):
        self.checked += 1
        if expected != was:
            self.differences.append(f"{what}: expected {expected}, was {was}")

    def block_name(self, instrument, side, origin):
        return f"{self.symbols[instrument]}:{side.lower()}:{short(origin)}"

    def orders(self):
        rows = {row["id"]: row for row in self.documents.rows("/api/orders", state="all")}
        self.same("orders", sorted(self.journal.orders), sorted(rows))
        for name, order in self.journal.orders.items():
            row = rows.get(name, {})
            for key in ("seq", "purpose", "type", "direction", "contracts", "wantedContracts", "filled", "state", "wantedAt"):
                self.same(f"order {name} {key}", order[key], row.get(key))
            for key in ("price", "wantedPrice"):
                self.same(f"order {name} {key}", number(order[key]), number(row.get(key, 0)))
            average = row.get("average")
            self.same(
                f"order {name} average",
                None if order["average"] is None else number(order["average"]),
                None if average is None else number(average),
            )
            self.same(f"order {name} trade", None if order["trade"] == "0" else order["trade"], row.get("trade"))
            self.same(f"order {name} account", self.accounts[order["account"]], row.get("account"))
            self.same(f"order {name} symbol", self.symbols[order["instrument"]], row.get("symbol"))
        working = {row["id"] for row in self.documents.rows("/api/orders")}
        self.same("working orders", sorted(n for n, o in self.journal.orders.items() if o["state"] not in FINAL), sorted(working))

    def gain(self, trade, entries, exits):
        """In USD before costs, exact."""
        opened = trade["opened"]
        sign = 1 if opened["direction"] == "LONG" else -1
        paid = sum(Fraction(number(m["price"])) * m["contracts"] for m in entries)
        got = sum(Fraction(number(m["price"])) * m["contracts"] for m in exits)
        return sign * (got - paid) * Fraction(self.contract_values[opened["instrument"]])

    def trades(self):
        rows = self.documents.rows("/api/trades")
        self.same("closed trades, the last first", list(reversed(self.journal.closed)), [row["id"] for row in rows])
        for row in rows:
            trade = self.journal.trades[row["id"]]
            opened, closed = trade["opened"], trade["closed"]
            name = f"trade {row['id']}"
            self.same(f"{name} seq", trade["closedSeq"], row["seq"])
            self.same(f"{name} openedSeq", trade["seq"], row["openedSeq"])
            self.same(f"{name} account", self.accounts[opened["account"]], row["account"])
            self.same(f"{name} symbol", self.symbols[opened["instrument"]], row["symbol"])
            self.same(f"{name} direction", opened["direction"], row["direction"])
            self.same(f"{name} block", self.block_name(opened["instrument"], opened["blockSide"], opened["origin"]), row["block"])
            self.same(f"{name} entryTime", short(opened["candle"]), row["entryTime"])
            self.same(f"{name} exitTime", short(trade["out"][-1]["candle"]), row["exitTime"])
            self.same(f"{name} contracts", sum(m["contracts"] for m in trade["in"]), row["contracts"])
            self.same(f"{name} contracts out", row["contracts"], sum(leg["contracts"] for leg in row["exits"]))
            self.same(
                f"{name} exits",
                [(short(m["candle"]), m["contracts"], number(m["price"]), m["reason"]) for m in trade["out"]],
                [(leg["time"], leg["contracts"], number(leg["price"]), leg["reason"]) for leg in row["exits"]],
            )
            exact = self.gain(trade, trade["in"], trade["out"])
            off = exact - Fraction(number(row["gain"]))
            self.same(f"{name} gain, rounded against us by less than 1e-8 a fill", True, 0 <= off < len(trade["in"] + trade["out"]) * Fraction(E8))
            fees = sum(number(m["fee"]) for m in trade["in"] + trade["out"])
            self.same(f"{name} fees and tax", fees, number(row["fees"]) + number(row["gst"]))
            self.same(f"{name} funding", number(closed["funding"]), number(row["funding"]))
            net = number(row["gain"]) - fees - number(row["funding"])
            self.same(f"{name} net", net, number(row["net"]))
            self.same(f"{name} capital", number(closed["capitalAfter"]), number(row["capitalAfter"]))
            self.same(f"{name} reason", closed["reason"], row["reason"])
            self.same(f"{name} lastStop", number(trade["stop"]), number(row["lastStop"]))
        self.performance(rows)

    def performance(self, rows):
        document = self.documents.get("/api/performance")
        groups = [("both", rows, document["both"])]
        for account in document["accounts"]:
            own = [row for row in rows if row["account"] == account["account"]]
            groups.append((account["account"], own, account["figures"]))
        for desk in document["symbols"]:
            own = [row for row in rows if row["account"] == desk["account"] and row["symbol"] == desk["symbol"]]
            groups.append((f"{desk['account']} {desk['symbol']}", own, desk["figures"]))
        for month in document["months"]:
            own = [row for row in rows if row["account"] == month["account"] and row["exitTime"].startswith(month["month"])]
            groups.append((f"{month['account']} {month['month']}", own, month["figures"]))
        self.same("trades by month", len(rows), sum(month["figures"]["trades"] for month in document["months"]))
        for name, own, figures in groups:
            nets = [number(row["net"]) for row in own]
            self.same(f"{name} trades", len(own), figures["trades"])
            self.same(f"{name} wins", sum(net > 0 for net in nets), figures["wins"])
            self.same(f"{name} net", sum(nets, Decimal(0)), number(figures["net"]))
            for key, parts in (("gross", ["gain"]), ("fees", ["fees"]), ("gst", ["gst"]), ("funding", ["funding"])):
                total = sum((number(row[part]) for row in own for part in parts), Decimal(0))
                self.same(f"{name} {key}", total, number(figures[key]))
            lost = -sum((net for net in nets if net < 0), Decimal(0))
            won = sum((net for net in nets if net > 0), Decimal(0))
            factor = None if lost == 0 else round(Fraction(won) / Fraction(lost), 4)
            was = figures["profitFactorNet"]
            self.same(f"{name} profitFactorNet", factor, None if was is None else Fraction(number(was)))

    def positions(self):
        rows = {row["trade"]: row for row in self.documents.rows("/api/positions")}
        still = {name: trade for name, trade in self.journal.trades.items() if "closed" not in trade}
        self.same("open trades", sorted(still), sorted(rows))
        for name, trade in still.items():
            row = rows.get(name)
            if row is None:
                continue
            held = sum(m["contracts"] for m in trade["in"]) - sum(m["contracts"] for m in trade["out"])
            self.same(f"position {name} contracts", held, row["contracts"])
            self.same(f"position {name} direction", trade["opened"]["direction"], row["direction"])
            self.same(f"position {name} account", self.accounts[trade["opened"]["account"]], row["account"])
            self.same(f"position {name} entry", number(trade["in"][-1]["entry"]), number(row["entry"]))
            self.same(f"position {name} target", number(trade["in"][-1]["target"]), number(row["target"]))
            self.same(f"position {name} stop", number(trade["stop"]), number(row["stop"]))
            for purpose in ("STOP", "TARGET"):
                prices = [
                    number(order["wantedPrice"])
                    for order in self.journal.orders.values()
                    if order["trade"] == name and order["purpose"] == purpose and order["state"] not in FINAL
                ]
                told = [number(price) for price in row["stops" if purpose == "STOP" else "targets"]]
                self.same(f"position {name} {purpose}", sorted(prices), sorted(told))

    def equity(self):
        starts = {row["account"]: number(row["capitalStart"]) for row in self.documents.get("/api/equity")["accounts"]}
        latest = {}
        for account, name in enumerate(self.accounts):
            for instrument in range(len(self.symbols)):
                latest[(account, instrument)] = starts[name] / len(self.symbols)
        expected = {}
        for candle, desk, equity in sorted(self.journal.equity_points, key=lambda point: point[0]):
            latest[desk] = equity
            expected[seconds(candle)] = [
                sum(latest[(account, instrument)] for instrument in range(len(self.symbols)))
                for account in range(len(self.accounts))
            ]
        told, after = {}, None
        while True:
            page = self.documents.get("/api/equity", limit="1000", **({"after": after} if after else {}))
            for at, second in enumerate(page["seconds"]):
                told[second] = [number(account["equity"][at]) for account in page["accounts"]]
                self.same(f"equity of both at {second}", sum(told[second]), number(page["both"][at]))
            after = page["next"]
            if after is None:
                break
        self.same("closes with equity", sorted(expected), sorted(told))
        for second, values in expected.items():
            self.same(f"equity at {second}", values, told.get(second))

    def capital(self):
        for desk in self.documents.get("/api/capital")["desks"]:
            key = (self.accounts.index(desk["account"]), self.symbols.index(desk["symbol"]))
            name = f"capital of {desk['account']} {desk['symbol']}"
            self.same(name, self.journal.capital.get(key, number(desk["start"])), number(desk["capital"]))
            self.same(f"{name} moved", self.journal.moved.get(key, Decimal(0)), number(desk["moved"]))
            self.same(f"{name} corrected", self.journal.corrected.get(key, Decimal(0)), number(desk["corrected"]))
            sums = number(desk["start"]) + number(desk["moved"]) - number(desk["corrected"]) + number(desk["net"])
            self.same(f"{name} adds up", sums, number(desk["capital"]))

    def market(self):
        for instrument, symbol in enumerate(self.symbols):
            expected = self.journal.candles.get(instrument, {})
            told, after = {}, None
            while True:
                page = self.documents.get("/api/candles", symbol=symbol, limit="1000", **({"after": after} if after else {}))
                for at, second in enumerate(page["seconds"]):
                    told[second] = [number(page[key][at]) for key in ("open", "high", "low", "close")] + [page["contracts"][at]]
                after = page["next"]
                if after is None:
                    break
            self.same(f"{symbol} candles", sorted(seconds(time) for time in expected), sorted(told))
            for time, m in expected.items():
                values = [number(m[key]) for key in ("open", "high", "low", "close")] + [m["contracts"]]
                self.same(f"{symbol} candle {time}", values, told.get(seconds(time)))
        alive = sorted(
            (self.block_name(instrument, side, origin), state, number(top), number(bottom))
            for (instrument, side, origin, top, bottom), state in self.journal.blocks.items()
        )
        rows = self.documents.rows("/api/obs")
        self.same("blocks", alive, sorted((row["id"], row["state"], number(row["top"]), number(row["bottom"])) for row in rows))
        levels = [(s, self.symbols[i], kind, d, number(level), short(c)) for s, i, kind, d, level, c in self.journal.levels]
        rows = self.documents.rows("/api/structure")
        told = [(r["seq"], r["symbol"], r["kind"], r["direction"], number(r["level"]), r["candle"]) for r in reversed(rows)]
        self.same("structure", sorted(levels), sorted(told))
        touches = [
            (s, self.accounts[m["account"]], self.symbols[m["instrument"]], m["verdict"], short(m["candle"]))
            for s, m in self.journal.touches
        ]
        rows = self.documents.rows("/api/decisions")
        told = [(r["seq"], r["account"], r["symbol"], r["verdict"], r["candle"]) for r in reversed(rows)]
        self.same("decisions", touches, told)

    def all(self):
        self.orders()
        self.trades()
        self.positions()
        self.equity()
        self.capital()
        self.market()


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as lines:
        journal = Journal(line for line in lines if line.startswith("{"))
    check = Check(journal, Documents(sys.argv[2], journal.sequence))
    check.all()
    for difference in check.differences[:50]:
        print(difference)
    print(
        f"{check.checked} values of {len(journal.orders)} orders, {len(journal.closed)} closed trades, "
        f"{len(journal.equity_points)} marks of equity: {len(check.differences)} differ"
    )
    sys.exit(1 if check.differences else 0)


if __name__ == "__main__":
    main()
