namespace AlbEmulator.Requests;

/// <summary>Sends a client elsewhere, unless the Location is none that an ALB sends.</summary>
internal static class Redirection
{
    /// <summary>Bytes of a Location; what is longer is answered 507.</summary>
    public const int LongestLocation = 8 * 1024;

    /// <summary>Whether the client is sent there; where it is not, it got the answer of a failure.</summary>
    /// <param name="request">The request.</param>
    /// <param name="page">What goes with the Location.</param>
    /// <param name="location">Where to, one byte in each character.</param>
    /// <param name="whose">Whose Location it is, for the failure: behind <c>the Location</c>.</param>
    /// <param name="cookies">Values of Set-Cookie lines; null for none.</param>
    public static bool Give(AlbRequest request, Answer page, string location, string whose, IReadOnlyList<string>? cookies = null)
    {
        if (location.Length > LongestLocation)
        {
            Answers.Give(
                request,
                StatusCodes.Status507InsufficientStorage,
                new(CauseCode.RedirectTooLong, $"the Location {whose} would have {location.Length} bytes: more than {LongestLocation}"));
            return false;
        }

        if (location.AsSpan().ContainsAny('\r', '\n'))
        {
            // Neither a rule nor a request that AWS takes can hold them; a Location with a second header must not be.
            Answers.Give(
                request,
                StatusCodes.Status500InternalServerError,
                new(CauseCode.RedirectInvalid, $"the Location {whose} would have a line break"));
            return false;
        }

        Answers.Give(request, page, location, cookies);
        return true;
    }
}
