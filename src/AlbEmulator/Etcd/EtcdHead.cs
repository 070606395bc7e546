using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.Machine;
using Google.Protobuf;

namespace AlbEmulator.Etcd;

/// <summary>
/// The one key that every change replaces, which is what makes changes one after the other: whoever has another than the last
/// changes nothing.
/// </summary>
/// <param name="Format">Of all that is kept.</param>
/// <param name="Store">Made with the first change: a store that was emptied is another, whatever etcd says.</param>
/// <param name="Generation">Of the base, from 0 on, when there is none.</param>
/// <param name="Base">The revision that the base is a state of.</param>
/// <param name="Revision">The last.</param>
/// <param name="Recent">Ids of the last changes: what became of a call that had no answer is told by them.</param>
internal sealed partial record EtcdHead(int Format, string Store, int Generation, long Base, long Revision, ImmutableList<string> Recent)
{
    private const int ThisFormat = 1;
    private const int MostRecent = 64;

    private static readonly JsonTypeInfo<EtcdHead> Json = KeptJson.Of<EtcdHead>(EtcdHeadTypes.Default);

    /// <summary>Before anything was kept.</summary>
    public static EtcdHead None { get; } = new(ThisFormat, "", 0, 0, 0, []);

    /// <exception cref="InvalidDataException">It is none, or of a later version.</exception>
    public static EtcdHead Read(ByteString value)
    {
        // A later format has properties that this version does not know: that it is one is the better word.
        if (KeptJson.NumberOf(value.ToByteArray(), nameof(Format)) is { } format and not ThisFormat)
        {
            throw new InvalidDataException($"it has the format {format}, and this version reads {ThisFormat}");
        }

        var (head, fault) = KeptJson.Read(value.Span, Json);
        return head ?? throw new InvalidDataException($"what stands in the place of the head is none: {fault!.Message}");
    }

    /// <summary>After one more change.</summary>
    public EtcdHead Next(string id) => this with
    {
        Store = Store.Length > 0 ? Store : id,
        Revision = Revision + 1,
        Recent = (Recent.Count < MostRecent ? Recent : Recent.RemoveAt(0)).Add(id),
    };

    public ByteString ToValue() => ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(this, Json));

    [JsonSerializable(typeof(EtcdHead))]
    private sealed partial class EtcdHeadTypes : JsonSerializerContext;
}
