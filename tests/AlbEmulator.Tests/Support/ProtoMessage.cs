using System.Buffers.Binary;
using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A message of Protocol Buffers, whose fields are known by their numbers.
/// <see href="https://protobuf.dev/programming-guides/encoding/"/>
/// </summary>
public sealed class ProtoMessage
{
    private readonly List<(int Number, ulong Value, byte[] Bytes)> _fields = [];

    public ProtoMessage(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((number, Varint(ref bytes), []));
                    break;
                case 1:
                    _fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(bytes), []));
                    bytes = bytes[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref bytes);
                    _fields.Add((number, 0, bytes[..length].ToArray()));
                    bytes = bytes[length..];
                    break;
                case 5:
                    _fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(bytes), []));
                    bytes = bytes[4..];
                    break;
                default:
                    throw new FormatException($"Wire type {tag & 7}.");
            }
        }
    }

    public bool Has(int number) => _fields.Any(field => field.Number == number);

    /// <summary>A number of whatever form; 0 where there is none.</summary>
    public ulong Number(int number) => _fields.LastOrDefault(field => field.Number == number).Value;

    public double Double(int number) => BitConverter.UInt64BitsToDouble(Number(number));

    public byte[] Bytes(int number) => _fields.LastOrDefault(field => field.Number == number).Bytes ?? [];

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number));

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number));

    public IEnumerable<ProtoMessage> Messages(int number) =>
        _fields.Where(field => field.Number == number).Select(field => new ProtoMessage(field.Bytes));

    /// <summary>Numbers of eight bytes each, one after the other.</summary>
    public IReadOnlyList<ulong> Packed(int number) =>
        [.. Bytes(number).Chunk(8).Select(chunk => BinaryPrimitives.ReadUInt64LittleEndian(chunk))];

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }

            shift += 7;
        }
    }
}
