// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import org.osgi.annotation.versioning.ProviderType;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

/**
 * The one door, for contexts of others: their own security is asked before any filter, so it has to ask here. The filter
 * in front of every path decides all the same. Thread-safe.
 */
@ProviderType
public interface Door {

    /**
     * Whether the request may pass. Otherwise it has been answered: refused, or led to the sign-in page.
     *
     * @throws IOException the answer can't be sent
     */
    boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
