package smc.strategy.block;

/** The two readings of docs/rules.md, part I; a rule tested on both tells a wrong rule from a wrong test. */
enum Reading {
    STREAMING {
        @Override
        Detector detector(DetectorListener listener) {
            return new OrderBlockDetector(listener);
        }
    },
    TWIN {
        @Override
        Detector detector(DetectorListener listener) {
            return new DetectorTwin(listener);
        }
    };

    abstract Detector detector(DetectorListener listener);
}
