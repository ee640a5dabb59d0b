// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

/** Hands mails to a server. */
interface Carrier {

    /** Blocks, within the server's time-outs. */
    Link open() throws NotCarried;

    /** An open connection; for one thread. */
    interface Link extends AutoCloseable {

        /** Hands one mail over; blocks within the server's time-outs. Never fails: what went wrong is the answer. */
        Answer carry(Letter letter);

        /** Whether another mail can be handed over here. */
        boolean isAlive();

        /** Says good-bye; what goes wrong then changes nothing. */
        @Override
        void close();
    }

    /** There is no connection; says why. */
    final class NotCarried extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        NotCarried(Answer answer) {
            super(answer.text().english());
            this.answer = answer;
        }

        NotCarried(Answer answer, Throwable cause) {
            super(answer.text().english(), cause);
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }
}
