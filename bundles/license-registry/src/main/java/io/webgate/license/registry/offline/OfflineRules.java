// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.offline;

import io.webgate.license.api.Journal;
import io.webgate.license.api.License;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.SignedFile;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.registry.internal.OfflineAssessment;

import java.time.Instant;
import java.util.List;

/**
 * What signed documents give under the rules of the running registry (R4, R5, R10–R12). Nothing that is not signed is
 * believed; what can't be known away from the host is taken as recorded, and said. Immutable.
 */
public final class OfflineRules {

    private final OfflineAssessment assessment;

    private OfflineRules(OfflineAssessment assessment) {
        this.assessment = assessment;
    }

    /** Rules under which these keys are trusted. */
    public static OfflineRules of(KeyRing pinned) {
        return new OfflineRules(new OfflineAssessment(pinned));
    }

    /**
     * Where recorded limits are not what the documents give.
     *
     * @return a sentence each, in English; empty: they are
     */
    public List<String> contradictions(Journal.Origin origin, Limits recorded, List<SignedFile> documents) {
        return assessment.contradictions(origin, recorded, documents);
    }

    /** What {@link #contradictions} takes as recorded. */
    public List<LocalizedText> taken() {
        return OfflineAssessment.TAKEN;
    }

    /**
     * Opens another licence, to be counted besides.
     *
     * @param known statements of the vendors that came along with the journal
     * @throws LicenseFormatException it is damaged, or signed by nobody who is trusted
     * @throws NotHere it would never have counted on the host that the journal comes from
     */
    public Besides besides(Journal.Origin origin, byte[] license, List<SignedFile> known)
            throws LicenseFormatException, NotHere {
        return new Besides(assessment.besides(origin, license, known));
    }

    /** Another licence besides the recorded ones. */
    public static final class Besides {

        private final OfflineAssessment.Besides besides;

        private Besides(OfflineAssessment.Besides besides) {
            this.besides = besides;
        }

        /** What it says. */
        public License license() {
            return besides.license();
        }

        /** What is assumed, for people. */
        public List<LocalizedText> assumed() {
            return besides.assumed();
        }

        /** The limits at a time, with the licence counted in. */
        public Limits with(Journal.Origin origin, Limits recorded, List<SignedFile> documents, Instant at) {
            return besides.with(origin, recorded, documents, at);
        }
    }

    /** A licence that would not have counted, with the reason for people. */
    public static final class NotHere extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient LocalizedText text;

        /** With the reason. */
        public NotHere(LocalizedText text) {
            super(text.english());
            this.text = text;
        }

        /** Why. */
        public LocalizedText text() {
            return text;
        }
    }
}
