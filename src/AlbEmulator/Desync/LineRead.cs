using AlbEmulator.Http1;

namespace AlbEmulator.Desync;

/// <summary>
/// A request line as the client sent it: the parts of it, and what is wrong with them.
/// <see href="https://www.rfc-editor.org/rfc/rfc9112#name-request-line"/>
/// </summary>
internal readonly record struct LineRead
{
    private const byte Space = (byte)' ';

    public Classification Method { get; private init; }

    public Classification Version { get; private init; }

    public Classification Uri { get; private init; }

    /// <summary>Whether there is no request target: what is wrong before all else.</summary>
    public bool IsUriMissing { get; private init; }

    /// <summary>Where the parts stand in the line.</summary>
    public Range MethodAt { get; private init; }

    /// <inheritdoc cref="MethodAt"/>
    public Range UriAt { get; private init; }

    /// <inheritdoc cref="MethodAt"/>
    public Range VersionAt { get; private init; }

    /// <summary>Whether method, target and version can be told apart.</summary>
    public bool IsReadable { get; private init; }

    /// <summary>Whether it looks like a request line at all.</summary>
    public bool IsRequestLine { get; private init; }

    /// <summary>Whether it is of another major version.</summary>
    public bool IsOtherProtocol { get; private init; }

    /// <summary>Whether the version has no semantics for a Transfer-Encoding.</summary>
    public bool IsHttp10 { get; private init; }

    /// <summary>Whether it is HTTP/0.9, which has no headers at all.</summary>
    public bool IsHttp09 { get; private init; }

    /// <summary>Whether GET or HEAD, which have no body.</summary>
    public bool IsBodiless { get; private init; }

    /// <param name="line">Without its end.</param>
    public static LineRead Read(ReadOnlySpan<byte> line)
    {
        var methodEnd = line.IndexOf(Space);
        if (methodEnd < 0)
        {
            return default;
        }

        var method = line[..methodEnd];
        var rest = line[(methodEnd + 1)..];
        // What is no token at the end belongs to the version, such as a blank.
        var versionStart = rest[..(rest.LastIndexOfAny(HeadBytes.Token) + 1)].LastIndexOf(Space) + 1;
        var uri = versionStart == 0 ? rest : rest[..(versionStart - 1)];
        var version = versionStart == 0 ? default : rest[versionStart..];
        if (versionStart == 0 && rest.Trim(Space).StartsWith("HTTP/1."u8))
        {
            version = uri;
            uri = default;
        }

        var isUriMissing = uri.Trim(Space).IsEmpty;
        var (inVersion, number) = VersionOf(version);
        var inMethod = HeadBytes.IsToken(method) ? ClassificationReason.None : ClassificationReason.BadMethod;
        var uriStart = methodEnd + 1 + (uri.Length - uri.TrimStart(Space).Length);
        var uriEnd = uriStart + uri.Trim(Space).Length;
        return new LineRead
        {
            Method = new(inMethod),
            Version = new(inVersion),
            Uri = new(InUri(uri)),
            IsUriMissing = isUriMissing,
            MethodAt = ..methodEnd,
            UriAt = uriStart..uriEnd,
            VersionAt = (methodEnd + 1 + versionStart)..line.Length,
            IsReadable = !isUriMissing && inMethod == ClassificationReason.None && number is '0' or > '0' and <= '9',
            IsRequestLine = true,
            IsOtherProtocol = version.Length > 5 && version.StartsWith("HTTP/"u8) && version[5] is >= (byte)'2' and <= (byte)'9',
            IsHttp10 = number == '0',
            IsHttp09 = versionStart == 0 || version.SequenceEqual("HTTP/0.9"u8),
            IsBodiless = method.SequenceEqual("GET"u8) || method.SequenceEqual("HEAD"u8),
        };
    }

    /// <summary>What is wrong with a version, and its minor number where the major one is 1.</summary>
    private static (ClassificationReason Reason, char Minor) VersionOf(ReadOnlySpan<byte> version)
    {
        var trimmed = version.Trim(HeadBytes.Whitespace);
        if (trimmed.IsEmpty || trimmed.SequenceEqual("HTTP/0.9"u8))
        {
            return (ClassificationReason.NonCompliantVersion, default);
        }

        if (trimmed.Length != 8 || !trimmed.StartsWith("HTTP/1."u8) || !char.IsAsciiDigit((char)trimmed[7]))
        {
            return (ClassificationReason.BadVersion, default);
        }

        var minor = (char)trimmed[7];
        return (minor > '1' || trimmed.Length != version.Length
            ? ClassificationReason.NonCompliantVersion
            : ClassificationReason.None, minor);
    }

    private static ClassificationReason InUri(ReadOnlySpan<byte> uri)
    {
        if (!uri.ContainsAny(HeadBytes.NotInName))
        {
            return ClassificationReason.None;
        }

        return uri.ContainsAny(HeadBytes.Bad) ? ClassificationReason.BadUri
            : uri.ContainsAny(HeadBytes.NotInValue) || uri.Contains((byte)'\t') ? ClassificationReason.AmbiguousUri
            : ClassificationReason.SpaceInUri;
    }
}
