// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import io.webgate.gate.http.Caller;

import java.time.Instant;

/** An enrolled device: what it may do, since when, and who allowed it. */
public record Device(Caller.Enrolment enrolment, Instant enrolledAt, String enrolledBy) {}
