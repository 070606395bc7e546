using System.Net;
using System.Text.Json;
using AlbEmulator.Documents;

namespace AlbEmulator.Clusters.Objects;

/// <summary>What a cluster tells of an object.</summary>
/// <param name="Object">The object as it is now; null where only the version is told.</param>
/// <param name="IsDeleted">Whether it is gone.</param>
/// <param name="ResourceVersion">From which on the next is told.</param>
internal sealed record WatchEvent(ClusterObject? Object, bool IsDeleted, string ResourceVersion)
{
    /// <param name="line">One line of the stream.</param>
    /// <param name="kind">What it tells of.</param>
    /// <param name="version">Of the API.</param>
    /// <param name="file">What stands in the place of a file.</param>
    /// <param name="texts">What is shared with other objects.</param>
    /// <exception cref="ClusterRefusal">It is an error, such as that what was asked for is too long ago.</exception>
    /// <exception cref="InvalidDataException">It is no event.</exception>
    public static WatchEvent Read(ReadOnlySpan<byte> line, ObjectKind kind, string version, string file, TextPool texts)
    {
        var type = "";
        Range? found = null;
        var reader = ObjectReader.Reader(line);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw ObjectReader.NoObject(kind);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isType, isObject) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("object"u8));
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                type = isType && reader.TokenType == JsonTokenType.String ? reader.GetString()! : type;
                reader.Skip();
                found = isObject ? start..(int)reader.BytesConsumed : found;
            }

            return (type, found) switch
            {
                ("ADDED" or "MODIFIED" or "DELETED", { } range) => Changed(ObjectReader.Read(line[range], kind, version, file, texts), type == "DELETED"),
                ("BOOKMARK", { } range) => new WatchEvent(null, false, ObjectReader.ResourceVersionOf(line[range])),
                ("ERROR", { } range) => throw Refusal(line[range]),
                _ => throw ObjectReader.NoObject(kind),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw ObjectReader.NoObject(kind);
        }
    }

    private static WatchEvent Changed((ClusterObject Object, string ResourceVersion) read, bool isDeleted) =>
        new(read.Object, isDeleted, read.ResourceVersion);

    private static ClusterRefusal Refusal(ReadOnlySpan<byte> status)
    {
        var (message, code) = StatusText.Read(status);
        return new ClusterRefusal((HttpStatusCode)code, $"it ends what it told ({code}){(message.Length > 0 ? $", {message}" : "")}");
    }
}
