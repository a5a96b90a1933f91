package smc.engine.event.codec;

import smc.engine.event.sbe.BlockStateCode;
import smc.engine.event.sbe.BooleanCode;
import smc.engine.event.sbe.BreakCode;
import smc.engine.event.sbe.DirectionCode;
import smc.engine.event.sbe.ExitReasonCode;
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

/** Enums as the schema's codes and back. By name and never by ordinal, so that neither side's order matters. Allocates nothing. */
final class EnumCodes {
    private EnumCodes() {}

    static BooleanCode code(boolean is) {
        return is ? BooleanCode.TRUE : BooleanCode.FALSE;
    }

    static SideCode code(Side side) {
        return switch (side) {
            case BULL -> SideCode.BULL;
            case BEAR -> SideCode.BEAR;
        };
    }

    static BlockStateCode code(BlockState blockState) {
        return switch (blockState) {
            case FRESH -> BlockStateCode.FRESH;
            case BREAKER -> BlockStateCode.BREAKER;
        };
    }

    static BreakCode code(Break kind) {
        return switch (kind) {
            case BOS -> BreakCode.BOS;
            case CHOCH -> BreakCode.CHOCH;
        };
    }

    static DirectionCode code(Direction direction) {
        return switch (direction) {
            case LONG -> DirectionCode.LONG;
            case SHORT -> DirectionCode.SHORT;
        };
    }

    static OrderTypeCode code(OrderType orderType) {
        return switch (orderType) {
            case MARKET -> OrderTypeCode.MARKET;
            case LIMIT -> OrderTypeCode.LIMIT;
            case STOP_MARKET -> OrderTypeCode.STOP_MARKET;
        };
    }

    static OrderPurposeCode code(OrderPurpose orderPurpose) {
        return switch (orderPurpose) {
            case ENTRY -> OrderPurposeCode.ENTRY;
            case TARGET -> OrderPurposeCode.TARGET;
            case STOP -> OrderPurposeCode.STOP;
            case EXIT -> OrderPurposeCode.EXIT;
        };
    }

    static OrderStateCode code(OrderState orderState) {
        return switch (orderState) {
            case WANTED -> OrderStateCode.WANTED;
            case SENT -> OrderStateCode.SENT;
            case OPEN -> OrderStateCode.OPEN;
            case PARTLY_FILLED -> OrderStateCode.PARTLY_FILLED;
            case FILLED -> OrderStateCode.FILLED;
            case CANCELLED -> OrderStateCode.CANCELLED;
            case REJECTED -> OrderStateCode.REJECTED;
            case UNKNOWN -> OrderStateCode.UNKNOWN;
        };
    }

    static ExitReasonCode code(ExitReason exitReason) {
        return switch (exitReason) {
            case TARGET -> ExitReasonCode.TARGET;
            case TRAIL_STOP -> ExitReasonCode.TRAIL_STOP;
            case BODY_STOP -> ExitReasonCode.BODY_STOP;
            case EMERGENCY_STOP -> ExitReasonCode.EMERGENCY_STOP;
            case LIQUIDATION -> ExitReasonCode.LIQUIDATION;
            case OPERATOR -> ExitReasonCode.OPERATOR;
            case DOUBLE_FILL -> ExitReasonCode.DOUBLE_FILL;
            case RISK_LIMIT -> ExitReasonCode.RISK_LIMIT;
        };
    }

    static TradingStateCode code(TradingState state) {
        return switch (state) {
            case ACTIVE -> TradingStateCode.ACTIVE;
            case PAUSED -> TradingStateCode.PAUSED;
            case REDUCING -> TradingStateCode.REDUCING;
            case HALTED -> TradingStateCode.HALTED;
        };
    }

    /** @param reason null for none */
    static RiskReasonCode code(RiskReason reason) {
        if (reason == null) {
            return RiskReasonCode.NONE;
        }
        return switch (reason) {
            case OPERATOR -> RiskReasonCode.OPERATOR;
            case KILL -> RiskReasonCode.KILL;
            case DAILY_LOSS -> RiskReasonCode.DAILY_LOSS;
            case ORDERS_A_DAY -> RiskReasonCode.ORDERS_A_DAY;
            case DRAWDOWN -> RiskReasonCode.DRAWDOWN;
            case LOSING_STREAK -> RiskReasonCode.LOSING_STREAK;
            case RECONCILIATION -> RiskReasonCode.RECONCILIATION;
            case FAULT -> RiskReasonCode.FAULT;
            case DATA_LOST -> RiskReasonCode.DATA_LOST;
            case PRICE_FROM_LAST -> RiskReasonCode.PRICE_FROM_LAST;
            case PRICE_FROM_MARK -> RiskReasonCode.PRICE_FROM_MARK;
            case ORDER_SIZE -> RiskReasonCode.ORDER_SIZE;
            case ORDER_VALUE -> RiskReasonCode.ORDER_VALUE;
            case SYMBOL_VALUE -> RiskReasonCode.SYMBOL_VALUE;
            case EXPOSURE -> RiskReasonCode.EXPOSURE;
            case ORDERS_A_SECOND -> RiskReasonCode.ORDERS_A_SECOND;
            case ORDERS_A_MINUTE -> RiskReasonCode.ORDERS_A_MINUTE;
            case DATA_AGE -> RiskReasonCode.DATA_AGE;
            case UNRESOLVED -> RiskReasonCode.UNRESOLVED;
            case CLOCK_SKEW -> RiskReasonCode.CLOCK_SKEW;
            case SPREAD -> RiskReasonCode.SPREAD;
            case LIQUIDATION -> RiskReasonCode.LIQUIDATION;
        };
    }

    static VerdictCode code(Verdict verdict) {
        return switch (verdict) {
            case TRADE -> VerdictCode.TRADE;
            case TRADING_OFF -> VerdictCode.TRADING_OFF;
            case DATA_NOT_TRUSTED -> VerdictCode.DATA_NOT_TRUSTED;
            case STATE_CHANGED -> VerdictCode.STATE_CHANGED;
            case NOT_ARMED -> VerdictCode.NOT_ARMED;
            case BLOCK_TOO_THIN -> VerdictCode.BLOCK_TOO_THIN;
            case ALREADY_TRADED -> VerdictCode.ALREADY_TRADED;
            case POSITION_OPEN -> VerdictCode.POSITION_OPEN;
            case ENTRY_IN_FLIGHT -> VerdictCode.ENTRY_IN_FLIGHT;
            case COOLDOWN -> VerdictCode.COOLDOWN;
            case CLOSE_NOT_FAVOURABLE -> VerdictCode.CLOSE_NOT_FAVOURABLE;
            case PRICE_BEYOND_LEVEL -> VerdictCode.PRICE_BEYOND_LEVEL;
            case SIZE_BELOW_ONE -> VerdictCode.SIZE_BELOW_ONE;
            case STOP_GUARD -> VerdictCode.STOP_GUARD;
            case NOT_NEAREST -> VerdictCode.NOT_NEAREST;
            case OTHER_ORDER_FILLED -> VerdictCode.OTHER_ORDER_FILLED;
            case REACHED_NOT_FILLED -> VerdictCode.REACHED_NOT_FILLED;
            case ORDER_NOT_LIVE -> VerdictCode.ORDER_NOT_LIVE;
            case LATE -> VerdictCode.LATE;
            case SCOPE_LOST -> VerdictCode.SCOPE_LOST;
            case ORDER_REFUSED -> VerdictCode.ORDER_REFUSED;
        };
    }
}
