// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

/** Ends an answer that has begun and can't be finished. */
public final class BrokenAnswer {

    private BrokenAnswer() {}

    /**
     * Ends the connection without the mark of the end, so that nobody takes what has arrived for the whole. What is thrown
     * would not do it: the whiteboard logs that and ends the answer properly.
     *
     * @param response as the servlet was given it; what wraps the container's is looked through
     */
    public static void end(HttpServletResponse response) throws IOException {
        ServletResponse bare = response;
        while (bare instanceof ServletResponseWrapper wrapper) {
            bare = wrapper.getResponse();
        }
        if (!(bare instanceof HttpServletResponse container)) {
            throw new IOException("Only HTTP is served");
        }
        // Jetty's word for it
        container.sendError(-1);
    }
}
