using System.Text.Json;
using AlbEmulator.Documents;

namespace AlbEmulator.Clusters.Objects;

/// <summary>A page of a list.</summary>
/// <param name="Objects">What it holds.</param>
/// <param name="ResourceVersion">What the list was when it was made.</param>
/// <param name="Continue">What the next page is asked for by; empty at the end.</param>
internal sealed record ListPage(IReadOnlyList<ClusterObject> Objects, string ResourceVersion, string Continue)
{
    /// <param name="json">All of it.</param>
    /// <param name="kind">What it lists.</param>
    /// <param name="version">Of the API.</param>
    /// <param name="file">What stands in the place of a file.</param>
    /// <exception cref="InvalidDataException">It is no list.</exception>
    public static ListPage Read(ReadOnlySpan<byte> json, ObjectKind kind, string version, string file)
    {
        var objects = new List<ClusterObject>();
        var (resourceVersion, next, texts) = ("", "", new TextPool());
        var reader = ObjectReader.Reader(json);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw ObjectReader.NoObject(kind);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isItems, isMetadata) = (reader.ValueTextEquals("items"u8), reader.ValueTextEquals("metadata"u8));
                reader.Read();
                if (isItems && reader.TokenType == JsonTokenType.StartArray)
                {
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        var start = (int)reader.TokenStartIndex;
                        reader.Skip();
                        objects.Add(ObjectReader.Read(json[start..(int)reader.BytesConsumed], kind, version, file, texts).Object);
                    }
                }
                else if (isMetadata && reader.TokenType == JsonTokenType.StartObject)
                {
                    (resourceVersion, next) = Metadata(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            return resourceVersion.Length > 0 ? new ListPage(objects, resourceVersion, next) : throw ObjectReader.NoObject(kind);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw ObjectReader.NoObject(kind);
        }
    }

    private static (string ResourceVersion, string Continue) Metadata(ref Utf8JsonReader reader)
    {
        var (resourceVersion, next) = ("", "");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isVersion, isContinue) = (reader.ValueTextEquals("resourceVersion"u8), reader.ValueTextEquals("continue"u8));
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                (resourceVersion, next) = (isVersion ? reader.GetString()! : resourceVersion, isContinue ? reader.GetString()! : next);
            }

            reader.Skip();
        }

        return (resourceVersion, next);
    }
}
