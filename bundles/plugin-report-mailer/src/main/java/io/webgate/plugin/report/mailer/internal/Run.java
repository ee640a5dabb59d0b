// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.LocalizedText;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One time that a job was due, or that somebody asked for it, and what became of it.
 *
 * @param id made from job, due time and occasion, so that one time can't be there twice
 * @param due by the schedule, or when it was asked for
 * @param by who asked; empty: the schedule
 * @param missed due times before it that it stands for
 * @param created when it was kept; attempts count from then
 * @param attempts at making the report that failed
 * @param nextAt when the report may be tried to be made, while it is {@link State#DUE}
 * @param content the made report, while it is {@link State#READY} and after
 * @param trouble why there is none yet, or never will be
 * @param deliveries one a recipient
 */
record Run(
        String id,
        String job,
        Instant due,
        Optional<String> by,
        long missed,
        State state,
        Instant created,
        int attempts,
        Instant nextAt,
        Optional<Instant> ended,
        Optional<Content> content,
        Optional<Trouble> trouble,
        List<Delivery> deliveries) {

    Run {
        deliveries = List.copyOf(deliveries);
    }

    /** Where a run stands. */
    enum State {
        /** The report is still to be made. */
        DUE("due"),
        /** The report is made and lies in the spool; mails are on their way. */
        READY("ready"),
        /** Each mail has come to an end. */
        DONE("done"),
        /** There is no report, so that no mail goes. */
        FAILED("failed"),
        CANCELLED("cancelled");

        private final String code;

        State(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }

        boolean isEnd() {
            return this != DUE && this != READY;
        }
    }

    /**
     * A made report.
     *
     * @param file its name in the spool
     * @param digest SHA-256 of the file, in hexadecimal
     * @param name that readers see
     */
    record Content(
            String file, String digest, long bytes, String subject, String body, String name, String mediaType) {}

    /**
     * Why there is no report.
     *
     * @param code the same in every language
     */
    record Trouble(String code, LocalizedText text) {}

    /** A run as the schedule or a person begins it. */
    static Run begin(Job job, Instant due, Optional<String> by, long missed, Instant now) {
        return new Run(
                id(job.name(), due, by.isPresent()),
                job.name(),
                due,
                by,
                missed,
                State.DUE,
                now,
                0,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                job.recipients().stream().map(one -> Delivery.to(one, now)).toList());
    }

    static String id(String job, Instant due, boolean asked) {
        return hash(job + '\n' + due.toEpochMilli() + '\n' + asked);
    }

    /**
     * What stands in Message-ID: the same for the same mail for ever, another for any other mail of any host.
     *
     * @param origin random, of this installation
     */
    String messageId(String origin, String recipient, String domain) {
        return hash(origin + '\n' + id + '\n' + recipient) + "@" + domain;
    }

    /** The report is made. */
    Run ready(Content made) {
        return with(State.READY, attempts, nextAt, Optional.empty(), Optional.of(made), Optional.empty(), deliveries);
    }

    /** The report could not be made now: later, or never where it was tried long enough. */
    Run notYet(Trouble why, Instant now, Backoff backoff) {
        if (!now.isBefore(created.plus(Delivery.TRIED))) {
            return failed(why, now);
        }
        return with(
                State.DUE,
                attempts + 1,
                now.plus(backoff.after(attempts + 1)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(why),
                deliveries);
    }

    /** The report can't be made. */
    Run failed(Trouble why, Instant now) {
        return ended(State.FAILED, Optional.of(why), now);
    }

    /** Nobody wants it any more. */
    Run cancelled(Trouble why, Instant now) {
        return ended(State.CANCELLED, Optional.of(why), now);
    }

    /** The spool has lost the report: it is made anew, and what was sent stays sent. */
    Run lost(Instant now) {
        return with(State.DUE, attempts, now, Optional.empty(), Optional.empty(), trouble, deliveries);
    }

    /** With one delivery gone on; done where it was the last. */
    Run with(Delivery changed, Instant now) {
        List<Delivery> all = deliveries.stream()
                .map(one -> one.recipient().equals(changed.recipient()) ? changed : one)
                .toList();
        boolean done = all.stream().allMatch(one -> one.state().isEnd());
        return with(
                done ? State.DONE : state,
                attempts,
                nextAt,
                done ? Optional.of(now) : Optional.empty(),
                content,
                trouble,
                all);
    }

    /** When there is something to do for it; empty where never. */
    Optional<Instant> wakesAt() {
        return switch (state) {
            case DUE -> Optional.of(nextAt);
            case READY ->
                deliveries.stream()
                        .filter(one -> one.state() == Delivery.State.WAITING)
                        .map(Delivery::nextAt)
                        .min(Instant::compareTo);
            case DONE, FAILED, CANCELLED -> Optional.empty();
        };
    }

    private Run ended(State end, Optional<Trouble> why, Instant now) {
        return with(
                end,
                attempts,
                nextAt,
                Optional.of(now),
                content,
                why,
                deliveries.stream().map(Delivery::cancelled).toList());
    }

    private Run with(
            State next,
            int tries,
            Instant at,
            Optional<Instant> end,
            Optional<Content> made,
            Optional<Trouble> why,
            List<Delivery> mails) {
        return new Run(id, job, due, by, missed, next, created, tries, at, end, made, why, mails);
    }

    /** The first half of SHA-256, in hexadecimal. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
