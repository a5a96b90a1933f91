package smc.engine.event.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.sbe.BlockStateCode;
import smc.engine.event.sbe.BooleanCode;
import smc.engine.event.sbe.BreakCode;
import smc.engine.event.sbe.DirectionCode;
import smc.engine.event.sbe.ExitReasonCode;
import smc.engine.event.sbe.MessageHeaderDecoder;
import smc.engine.event.sbe.OrderPurposeCode;
import smc.engine.event.sbe.OrderStateCode;
import smc.engine.event.sbe.OrderTypeCode;
import smc.engine.event.sbe.RiskReasonCode;
import smc.engine.event.sbe.SideCode;
import smc.engine.event.sbe.TradingStateCode;
import smc.engine.event.sbe.VerdictCode;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/**
 * One message of a frame, its lengths checked before anything of it is read. One owner; allocates nothing, but for messages older than the schema.
 *
 * <pre>
 *  0  int    length of what follows, in bytes
 *  4  short  block length: bytes of the fields
 *  6  short  template id
 *  8  short  schema id
 * 10  short  version of the schema it was written by
 * 12  ...    the fields, and what a newer version may have put behind them
 * </pre>
 */
public final class FrameMessage {
    private static final int FIRST_EFFECT = 101;
    private static final int PADDING_MAX = 7;

    private DirectBuffer buffer;
    private int start;
    private int offset;
    private int blockLength;
    private int templateId;
    private int version;

    /** Number in the schema of a message that is known to be good. */
    static int templateId(DirectBuffer buffer, int start) {
        int at = start + FrameWriter.LENGTH_LENGTH + MessageHeaderDecoder.templateIdEncodingOffset();
        return buffer.getShort(at, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Offset behind a message that is known to be good. */
    static int behind(DirectBuffer buffer, int start) {
        return start + FrameWriter.LENGTH_LENGTH + buffer.getInt(start, LITTLE_ENDIAN);
    }

    /**
     * Where a frame's content ends.
     *
     * @param length of the content, in bytes
     * @throws FrameException if it is not inside of the buffer
     */
    public static int end(DirectBuffer buffer, int offset, int length) {
        if (offset < 0 || length < 0 || length > buffer.capacity() - offset) {
            throw new FrameException("expected a frame's content inside of " + buffer.capacity() + " bytes, was "
                    + length + " at byte " + offset);
        }
        return offset + length;
    }

    /** Whether these bytes only fill up the frame. A message is longer, so what is shorter must be padding, and only zeros are. */
    public static boolean isPadding(DirectBuffer buffer, int from, int end) {
        if (end - from > PADDING_MAX) {
            return false;
        }
        for (int at = from; at < end; at++) {
            if (buffer.getByte(at) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes the message at {@code start}.
     *
     * @param end offset behind the frame's last byte
     * @return the offset behind it
     * @throws FrameException if it is cut off, or its lengths contradict each other
     */
    public int read(DirectBuffer buffer, int start, int end) {
        if (end - start < FrameWriter.MESSAGE_HEADER_LENGTH) {
            throw new FrameException("expected a message of at least " + FrameWriter.MESSAGE_HEADER_LENGTH
                    + " bytes at byte " + start + ", found " + (end - start));
        }
        int length = buffer.getInt(start, LITTLE_ENDIAN);
        int available = end - start - FrameWriter.LENGTH_LENGTH;
        if (length < MessageHeaderDecoder.ENCODED_LENGTH || length > available) {
            throw new FrameException("expected a message length of " + MessageHeaderDecoder.ENCODED_LENGTH + " to "
                    + available + " at byte " + start + ", was " + length);
        }
        long header = buffer.getLong(start + FrameWriter.LENGTH_LENGTH, LITTLE_ENDIAN); // All four at once.
        int fieldsLength = (int) header & 0xFFFF;
        int template = (int) (header >>> 16) & 0xFFFF;
        int schema = (int) (header >>> 32) & 0xFFFF;
        if (schema != MessageHeaderDecoder.SCHEMA_ID) {
            throw new FrameException("expected schema " + MessageHeaderDecoder.SCHEMA_ID + " in the message at byte "
                    + start + ", was " + schema);
        }
        if (fieldsLength > length - MessageHeaderDecoder.ENCODED_LENGTH) {
            throw new FrameException("expected fields of at most " + (length - MessageHeaderDecoder.ENCODED_LENGTH)
                    + " bytes in template " + template + " at byte " + start + ", was " + fieldsLength);
        }
        this.buffer = buffer;
        this.start = start;
        offset = start + FrameWriter.MESSAGE_HEADER_LENGTH;
        blockLength = fieldsLength;
        templateId = template;
        version = (int) (header >>> 48);
        return start + FrameWriter.LENGTH_LENGTH + length;
    }

    /**
     * Makes sure that this many bytes of fields can be read: what an older version did not have reads as 0.
     *
     * @throws FrameException if there are fewer though the version knew them all
     */
    void expectBlock(int expectedLength) {
        if (blockLength >= expectedLength) {
            return;
        }
        if (version >= MessageHeaderDecoder.SCHEMA_VERSION) {
            throw new FrameException("expected fields of " + expectedLength + " bytes in template " + templateId
                    + " at byte " + start + ", was " + blockLength);
        }
        var whole = new UnsafeBuffer(new byte[expectedLength]);
        whole.putBytes(0, buffer, offset, blockLength);
        buffer = whole;
        offset = 0;
    }

    boolean isInput() {
        return templateId < FIRST_EFFECT;
    }

    /** Number of the message in the schema; inputs are below 100, effects above. */
    public int templateId() {
        return templateId;
    }

    /** Of the schema by which it was written. */
    public int version() {
        return version;
    }

    /** In bytes, as written. */
    public int blockLength() {
        return blockLength;
    }

    /** Where the fields are. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Of the first field in {@link #buffer}. */
    public int offset() {
        return offset;
    }

    boolean isTrue(short raw) {
        return switch (BooleanCode.get(raw)) {
            case FALSE -> false;
            case TRUE -> true;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("boolean", raw);
        };
    }

    Side side(short raw) {
        return switch (SideCode.get(raw)) {
            case BULL -> Side.BULL;
            case BEAR -> Side.BEAR;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("Side", raw);
        };
    }

    BlockState blockState(short raw) {
        return switch (BlockStateCode.get(raw)) {
            case FRESH -> BlockState.FRESH;
            case BREAKER -> BlockState.BREAKER;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("BlockState", raw);
        };
    }

    Break breakKind(short raw) {
        return switch (BreakCode.get(raw)) {
            case BOS -> Break.BOS;
            case CHOCH -> Break.CHOCH;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("Break", raw);
        };
    }

    Direction direction(short raw) {
        return switch (DirectionCode.get(raw)) {
            case LONG -> Direction.LONG;
            case SHORT -> Direction.SHORT;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("Direction", raw);
        };
    }

    OrderType orderType(short raw) {
        return switch (OrderTypeCode.get(raw)) {
            case MARKET -> OrderType.MARKET;
            case LIMIT -> OrderType.LIMIT;
            case STOP_MARKET -> OrderType.STOP_MARKET;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("OrderType", raw);
        };
    }

    OrderPurpose orderPurpose(short raw) {
        return switch (OrderPurposeCode.get(raw)) {
            case ENTRY -> OrderPurpose.ENTRY;
            case TARGET -> OrderPurpose.TARGET;
            case STOP -> OrderPurpose.STOP;
            case EXIT -> OrderPurpose.EXIT;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("OrderPurpose", raw);
        };
    }

    OrderState orderState(short raw) {
        return switch (OrderStateCode.get(raw)) {
            case WANTED -> OrderState.WANTED;
            case SENT -> OrderState.SENT;
            case OPEN -> OrderState.OPEN;
            case PARTLY_FILLED -> OrderState.PARTLY_FILLED;
            case FILLED -> OrderState.FILLED;
            case CANCELLED -> OrderState.CANCELLED;
            case REJECTED -> OrderState.REJECTED;
            case UNKNOWN -> OrderState.UNKNOWN;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("OrderState", raw);
        };
    }

    ExitReason exitReason(short raw) {
        return switch (ExitReasonCode.get(raw)) {
            case TARGET -> ExitReason.TARGET;
            case TRAIL_STOP -> ExitReason.TRAIL_STOP;
            case BODY_STOP -> ExitReason.BODY_STOP;
            case EMERGENCY_STOP -> ExitReason.EMERGENCY_STOP;
            case LIQUIDATION -> ExitReason.LIQUIDATION;
            case OPERATOR -> ExitReason.OPERATOR;
            case DOUBLE_FILL -> ExitReason.DOUBLE_FILL;
            case RISK_LIMIT -> ExitReason.RISK_LIMIT;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("ExitReason", raw);
        };
    }

    TradingState tradingState(short raw) {
        return switch (TradingStateCode.get(raw)) {
            case ACTIVE -> TradingState.ACTIVE;
            case PAUSED -> TradingState.PAUSED;
            case REDUCING -> TradingState.REDUCING;
            case HALTED -> TradingState.HALTED;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("TradingState", raw);
        };
    }

    /** Null for none. */
    RiskReason riskReason(short raw) {
        return switch (RiskReasonCode.get(raw)) {
            case OPERATOR -> RiskReason.OPERATOR;
            case KILL -> RiskReason.KILL;
            case DAILY_LOSS -> RiskReason.DAILY_LOSS;
            case ORDERS_A_DAY -> RiskReason.ORDERS_A_DAY;
            case DRAWDOWN -> RiskReason.DRAWDOWN;
            case LOSING_STREAK -> RiskReason.LOSING_STREAK;
            case RECONCILIATION -> RiskReason.RECONCILIATION;
            case FAULT -> RiskReason.FAULT;
            case DATA_LOST -> RiskReason.DATA_LOST;
            case PRICE_FROM_LAST -> RiskReason.PRICE_FROM_LAST;
            case PRICE_FROM_MARK -> RiskReason.PRICE_FROM_MARK;
            case ORDER_SIZE -> RiskReason.ORDER_SIZE;
            case ORDER_VALUE -> RiskReason.ORDER_VALUE;
            case SYMBOL_VALUE -> RiskReason.SYMBOL_VALUE;
            case EXPOSURE -> RiskReason.EXPOSURE;
            case ORDERS_A_SECOND -> RiskReason.ORDERS_A_SECOND;
            case ORDERS_A_MINUTE -> RiskReason.ORDERS_A_MINUTE;
            case DATA_AGE -> RiskReason.DATA_AGE;
            case UNRESOLVED -> RiskReason.UNRESOLVED;
            case CLOCK_SKEW -> RiskReason.CLOCK_SKEW;
            case SPREAD -> RiskReason.SPREAD;
            case LIQUIDATION -> RiskReason.LIQUIDATION;
            case NONE -> null;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("RiskReason", raw);
        };
    }

    Verdict verdict(short raw) {
        return switch (VerdictCode.get(raw)) {
            case TRADE -> Verdict.TRADE;
            case TRADING_OFF -> Verdict.TRADING_OFF;
            case DATA_NOT_TRUSTED -> Verdict.DATA_NOT_TRUSTED;
            case STATE_CHANGED -> Verdict.STATE_CHANGED;
            case NOT_ARMED -> Verdict.NOT_ARMED;
            case BLOCK_TOO_THIN -> Verdict.BLOCK_TOO_THIN;
            case ALREADY_TRADED -> Verdict.ALREADY_TRADED;
            case POSITION_OPEN -> Verdict.POSITION_OPEN;
            case ENTRY_IN_FLIGHT -> Verdict.ENTRY_IN_FLIGHT;
            case COOLDOWN -> Verdict.COOLDOWN;
            case CLOSE_NOT_FAVOURABLE -> Verdict.CLOSE_NOT_FAVOURABLE;
            case PRICE_BEYOND_LEVEL -> Verdict.PRICE_BEYOND_LEVEL;
            case SIZE_BELOW_ONE -> Verdict.SIZE_BELOW_ONE;
            case STOP_GUARD -> Verdict.STOP_GUARD;
            case NOT_NEAREST -> Verdict.NOT_NEAREST;
            case OTHER_ORDER_FILLED -> Verdict.OTHER_ORDER_FILLED;
            case REACHED_NOT_FILLED -> Verdict.REACHED_NOT_FILLED;
            case ORDER_NOT_LIVE -> Verdict.ORDER_NOT_LIVE;
            case LATE -> Verdict.LATE;
            case SCOPE_LOST -> Verdict.SCOPE_LOST;
            case ORDER_REFUSED -> Verdict.ORDER_REFUSED;
            case SBE_UNKNOWN, NULL_VAL -> throw unknown("Verdict", raw);
        };
    }

    private FrameException unknown(String type, short raw) {
        return new FrameException(
                "expected a code of " + type + " in template " + templateId + " at byte " + start + ", was " + raw);
    }
}
