namespace AlbEmulator.Manual.Codes;

/// <summary>
/// <c>classification</c> and <c>classification_reason</c> of the access log.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#classification-reasons"/>
/// </summary>
internal static class Classifications
{
    private const string Mode = "routing.http.desync_mitigation_mode of the load balancer, and the client that wrote it.";

    public static HelpGroup Tiers { get; } = new("classification of a request (access log)",
    [
        new("Compliant", "The request is as RFC 7230 has it; the log has - then.", "A usual client.", "Nothing."),
        new("Acceptable", "The request is not as RFC 7230 has it, and can be read in one way only.",
            "A careless client. strictest blocks it.", Mode),
        new("Ambiguous", "The request may be read in two ways.",
            "A careless client, or an attack. strictest blocks it; after it defensive closes the connections.", Mode),
        new("Severe", "The request may be an attack.", "A broken client, or an attack. defensive and strictest block it.", Mode),
    ]);

    public static HelpGroup Reasons { get; } = new("classification_reason of a request (access log)",
    [
        Acceptable("NonCompliantHeader", "A header has characters that are none of ASCII, or control characters."),
        Acceptable("SpaceInUri", "The path has a blank that is not escaped."),
        Acceptable("NonCompliantVersion", "The version is none of HTTP/1.0 and HTTP/1.1, or missing."),
        Acceptable("GetHeadZeroContentLength", "A GET or HEAD has Content-Length: 0."),
        Acceptable("NonCrLfLineTermination", "A line ends with a line feed alone."),
        Ambiguous("EmptyHeader", "A header has no name, or a line has blanks alone."),
        Ambiguous("AmbiguousUri", "The path has control characters."),
        Ambiguous("UndefinedContentLengthSemantics", "A GET or HEAD has a Content-Length."),
        Ambiguous("UndefinedTransferEncodingSemantics", "A GET or HEAD has a Transfer-Encoding."),
        Ambiguous("DuplicateContentLength", "Several headers tell the same Content-Length."),
        Ambiguous("BothTeClPresent", "There are both Transfer-Encoding and Content-Length."),
        Ambiguous("SuspiciousHeader", "A header looks like Transfer-Encoding or Content-Length and is none."),
        Ambiguous("MultilineHeader", "A header goes on in a second line."),
        Ambiguous("PartialHeaderLine", "The client left in the middle of a header."),
        Ambiguous("MissingLastEmptyLine", "The client left before the end of the headers."),
        Ambiguous("MissingHeaderColon", "A line of the headers has no colon."),
        Ambiguous("MissingUri", "The request line has no path."),
        Severe("BadHeader", "A header has a NUL or a carriage return within it."),
        Severe("BadUri", "The path has a NUL or a carriage return within it."),
        Severe("BadVersion", "The version is none."),
        Severe("BadMethod", "The method has characters that no method has."),
        Severe("BadContentLength", "Content-Length is no number of bytes."),
        Severe("MultipleContentLength", "Several headers tell different Content-Lengths."),
        Severe("BadTransferEncoding", "Transfer-Encoding is none that can be read."),
        Severe("MultipleTransferEncodingChunked", "Several headers say Transfer-Encoding: chunked."),
    ]);

    private static HelpEntry Acceptable(string code, string meaning) => Of(code, meaning, 1);

    private static HelpEntry Ambiguous(string code, string meaning) => Of(code, meaning, 2);

    private static HelpEntry Severe(string code, string meaning) => Of(code, meaning, 3);

    private static HelpEntry Of(string code, string meaning, int tier) =>
        new(code, meaning, $"{Tiers.Entries[tier].Code}: {Tiers.Entries[tier].Reasons}", Mode);
}
