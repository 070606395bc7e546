using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>Makes messages that are wrong in every way, the same ones for the same seed.</summary>
/// <param name="seed">Of all that is chosen.</param>
/// <param name="samples">Messages to begin with, by the mark that they carry.</param>
/// <param name="tokens">What is put between their bytes.</param>
public sealed class Mutator(int seed, IReadOnlyList<Func<string, string>> samples, IReadOnlyList<string> tokens)
{
    private readonly Random _random = new(seed);

    /// <summary>Of requests.</summary>
    public Mutator(int seed)
        : this(seed, RequestSamples.All, RequestSamples.Tokens)
    {
    }

    /// <summary>The next message: one to four changes to a valid one, and one in four cut short.</summary>
    public byte[] Next(string mark)
    {
        var bytes = Sample(mark).ToList();
        for (var changes = _random.Next(1, 5); changes > 0; changes--)
        {
            Change(bytes, mark);
        }

        if (_random.Next(4) == 0)
        {
            bytes = bytes[.._random.Next(bytes.Count + 1)];
        }

        return [.. bytes];
    }

    private byte[] Sample(string mark) => Encoding.Latin1.GetBytes(samples[_random.Next(samples.Count)](mark));

    private void Change(List<byte> bytes, string mark)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(_random.Next(1, 12), bytes.Count - at);
        switch (_random.Next(6))
        {
            case 0:
                bytes.RemoveRange(at, length);
                break;
            case 1:
                bytes.InsertRange(at, bytes.GetRange(_random.Next(bytes.Count - length + 1), length));
                break;
            case 2:
                bytes.InsertRange(at, Encoding.Latin1.GetBytes(tokens[_random.Next(tokens.Count)]));
                break;
            case 3 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 4:
                bytes.InsertRange(at, Sample(mark));
                break;
            default:
                bytes.InsertRange(at, Enumerable.Repeat((byte)_random.Next(256), _random.Next(1, 300)));
                break;
        }
    }
}
