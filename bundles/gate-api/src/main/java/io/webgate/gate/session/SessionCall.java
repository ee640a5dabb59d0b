// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import io.webgate.gate.http.Caller;
import io.webgate.license.api.Seat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.Locale;

/**
 * What an open session is asked: {@code …/sessions/{session}/{rest}}. The call has kept the session alive.
 *
 * @param caller whose session it is, or an operator
 * @param seat the session's place
 * @param rest what follows the session in the path, without the slash before it; never empty
 * @param locale of the answer
 */
public record SessionCall(
        HttpServletRequest request,
        HttpServletResponse response,
        Caller caller,
        Seat seat,
        String rest,
        Locale locale) {

    /** Whether it is this method on this rest. */
    public boolean is(String method, String path) {
        return request.getMethod().equals(method) && rest.equals(path);
    }

    /** Who it is, apart from every other caller: a device by its id, a person or program by its name. */
    public String owner() {
        return Requests.owner(caller);
    }

    /**
     * The whole body.
     *
     * @param most so many bytes
     * @throws BadRequest 413 where there are more
     */
    public byte[] body(int most) throws IOException, BadRequest {
        return OpenRequest.bytes(request.getInputStream(), most);
    }
}
