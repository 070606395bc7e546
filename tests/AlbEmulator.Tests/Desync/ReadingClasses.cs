using System.Text.RegularExpressions;
using static AlbEmulator.Tests.Desync.DifferenceKind;

namespace AlbEmulator.Tests.Desync;

/// <summary>
/// All that is known in which the emulator reads requests differently from Kestrel's parser, and why. A difference that is
/// of none of these classes is a mistake, and so is a class that no request has: it has gone, or was never there.
/// </summary>
internal static class ReadingClasses
{
    public static IReadOnlyList<ReadingClass> All { get; } = [.. Taken(), .. Refused(), .. Statuses(), .. Said(), .. Headers()];

    /// <summary>What Kestrel refuses and an ALB passes on.</summary>
    private static IEnumerable<ReadingClass> Taken() =>
    [
        new("Blanks in the target, or more of them around it and the version, are Acceptable: SpaceInUri, NonCompliantVersion",
            difference => difference.IsTaken("400")
                && difference.HasLine(@"^\S+ .* .*HTTP/1\.[0-9]|HTTP/1\.[0-9][ \t]+$")),
        new("HTTP/1.2 to HTTP/1.9 are Acceptable: NonCompliantVersion",
            difference => difference.IsTaken("505") && difference.HasLine(@"HTTP/1\.[2-9]$")),
        new("Bytes above 127 may stand in a target",
            difference => difference.IsTaken("400") && difference.HasLine(@"[\x80-\xff]")),
        new("Bytes above 127 in names and values of headers are Acceptable, also where they are no UTF-8: NonCompliantHeader",
            difference => difference.IsTaken("400") && difference.Has(@"\n[^\r\n]*[\x80-\xff]")),
        new("Blanks in and behind the name of a header are Acceptable, in one like Content-Length Ambiguous: SuspiciousHeader",
            difference => difference.IsTaken("400") && difference.Has(@"\n[^:\s][^:\n]*[ \t][^:\n]*:")),
        new("A header without a name is Ambiguous: EmptyHeader",
            difference => difference.IsTaken("400") && difference.Has(@"\n[ \t]*(:|\r?\n[^\r\n])")),
        new("A folded line is Ambiguous: MultilineHeader",
            difference => difference.IsTaken("400") && difference.Has(@"\n[ \t]")),
        new("Several lengths that say the same are Ambiguous: DuplicateContentLength",
            difference => difference.IsTaken("400") && difference.Has(@"\nContent-Length:.*\nContent-Length:")),
        new("Transfer-Encoding: identity is one of two that an ALB takes",
            difference => difference.IsTaken("400") && difference.Has(@"\nTransfer-Encoding:\s*identity\r")),
        new("Several Hosts are taken, and the first counts",
            difference => difference.IsTaken("400") && difference.Has(@"\nHost:.*\n(.*\n)*Host:")),
        new("The host of an absolute target counts, whatever Host says",
            difference => difference.IsTaken("400") && difference.HasLine("^[A-Z]+ [A-Za-z]+://")),
        new("A line may have 16 KB, all headers 64 KB, and how many they are is not bounded",
            difference => difference.IsTaken("414", "431")),
    ];

    /// <summary>What an ALB refuses and Kestrel takes.</summary>
    private static IEnumerable<ReadingClass> Refused() =>
    [
        new("TRACE and CONNECT are 405",
            difference => difference is { Kind: DifferenceKind.Refused or Status, Ours: "405" } && difference.HasLine("^(TRACE|CONNECT) ")),
        new("Any other target than a path or an absolute one is malformed, * too",
            difference => difference.IsRefused("400") && difference.HasLine(@"^\S+ \* ")),
        new("CR in a target is Severe: BadUri",
            difference => difference.IsRefused("400") && difference.HasLine(@"^\S+ [^ ]*\r")),
        new("A tab is no blank: the target goes on, and no version follows",
            difference => difference.IsRefused("400") && difference.HasLine(@"^\S+ \S*\tHTTP/1\.1$")),
        new("A length is digits and nothing else: BadContentLength",
            difference => difference.IsRefused("400") && difference.Has(@"\nContent-Length:\s*[^0-9\s]")),
        new("A Transfer-Encoding that is a list is 501",
            difference => difference.IsRefused("501") && difference.Has(@"\nTransfer-Encoding:([^\r]*,|.*\n(.*\n)*Transfer-Encoding:)")),
        new("What is like Transfer-Encoding and has no coding that there is, is Severe: BadTransferEncoding",
            difference => difference.IsRefused("400") && difference.Has(@"\nTransfer_Encoding: xchunked")),
        new("A header of more than 16 KB is 400",
            difference => difference.IsRefused("400") && difference.Has(@"\n[^\n]{16384,}\n")),
        new("What frames chunks is read strictly: lines of 4 KB that end with CRLF and hold no control characters, trailers of 16 KB",
            difference => difference.IsRefused("400") && difference.Has(@"\nTransfer-Encoding: chunked\r\n")
                && difference.Has(@"\r\n\r\n(.*\r\n)*(.*;[^\r\n]*[\x01-\x1f]|[^\r\n]*\n|[^\r\n]{4096,})")),
        new("A Host with a port above 65535 is malformed",
            difference => difference.IsRefused("400") && difference.Has(@"\nHost: x:99999\r")),
    ];

    /// <summary>What both refuse.</summary>
    private static IEnumerable<ReadingClass> Statuses() =>
    [
        new("A Transfer-Encoding other than chunked and identity is 501",
            difference => difference is { Kind: Status, Kestrel: "400", Ours: "501" } && difference.Has(@"\nTransfer-Encoding:")),
        new("A malformed target is 400, whatever the method",
            difference => difference is { Kind: Status, Kestrel: "405", Ours: "400" }),
        new("What is no version of HTTP is Severe, and HTTP/0.9 is not spoken: 400",
            difference => difference is { Kind: Status, Kestrel: "505", Ours: "400" } && !difference.HasLine(@"HTTP/([2-9]\.|1\.[0-9]$)")),
        new("Headers that are too long are 400",
            difference => difference is { Kind: Status, Kestrel: "431", Ours: "400" }),
        new("A size of a chunk beyond all is malformed; Kestrel's own number runs over",
            difference => difference is { Kind: Status, Kestrel: "500", Ours: "400" } && difference.Has(@"\n[0-9a-f]{8,}\r\n")),
        new("A chunk may have 2 GB and more, which are waited for for the idle timeout",
            difference => difference is { Kind: Status, Kestrel: "400" or "500", Ours: "408" } && difference.Has(@"\n[0-9a-f]{8,}\r\n")),
        new("The preface of HTTP/2 is a malformed request; Kestrel answers in HTTP/2",
            difference => difference is { Kind: Status, Kestrel: "0", Ours: "400" } && difference.HasLine(@"^PRI \* HTTP/2\.0$")),
    ];

    /// <summary>What is said otherwise in the first line and behind the request.</summary>
    private static IEnumerable<ReadingClass> Said() =>
    [
        new("Behind a request with both lengths Kestrel closes; an ALB does where its mode says so",
            difference => difference is { Kind: Behind, Kestrel: "" }
                && difference.Has(@"\nTransfer-Encoding:") && difference.Has(@"\nContent-Length:")),
    ];

    private static IEnumerable<ReadingClass> Headers() =>
    [
        new("The load balancer says who asked and how, and gives a trace id",
            difference => difference.IsOf("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Amzn-Trace-Id")),
        new("Host is said in lower case, with the listener's port; where there is none, it is the load balancer's name",
            difference => difference.IsOf("Host") && (difference.Ours == "" || IsHost(difference))),
        new("Where a body ends is said anew, in the load balancer's words",
            difference => difference.IsOf("Content-Length", "Transfer-Encoding")),
        new("Kestrel hands on a length that does not count under another name",
            difference => difference.IsOf("X-Content-Length") && difference.Ours == ""),
        new("What concerns one connection is not passed on; a WebSocket is asked for in the load balancer's words",
            difference => difference.IsOf("Connection", "Keep-Alive", "Upgrade", "TE", "Expect")
                && difference.Ours is "" or "connection: upgrade"),
        new("A header whose name holds a blank or a control character, or has no letter, is not passed on: targets read it in several ways",
            difference => difference is { Kind: Header, Ours: "" } && !Regex.IsMatch(difference.Name, @"^[-!#$%&'*+.^_`|~0-9a-z]+\z")),
    ];

    private static bool IsHost(ReadingDifference difference)
    {
        var asked = Regex.Match(difference.Request, @"\nHost:[ \t]*(.*?)(:[0-9]+)?[ \t]*\r?\n").Groups[1].Value.ToLowerInvariant();
        return asked.Length == 0
            ? difference.Ours.Contains(".elb.amazonaws.com", StringComparison.Ordinal)
            : Regex.IsMatch(difference.Ours, $"^host: {Regex.Escape(asked)}:[0-9]+\\z");
    }
}
