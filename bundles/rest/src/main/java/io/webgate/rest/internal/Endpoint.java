// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.access.AccessException;

/** Answers one route. Called by any number of threads at once. */
@FunctionalInterface
interface Endpoint {

    /**
     * The answer.
     *
     * @throws ProblemException to answer with a problem
     */
    Answer answer(Ask ask) throws AccessException;
}
