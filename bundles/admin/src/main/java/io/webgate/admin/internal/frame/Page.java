// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.access.AccessException;

import java.io.IOException;

/** Answers one route of the pages. Thread-safe. The door has checked rights and form token before. */
@FunctionalInterface
public interface Page {

    PageAnswer answer(PageRequest request) throws IOException, AccessException;
}
