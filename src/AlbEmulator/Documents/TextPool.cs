using System.Text;

namespace AlbEmulator.Documents;

/// <summary>Short texts that come again and again, such as the names of properties, each kept once.</summary>
internal sealed class TextPool
{
    private const int Longest = 40;
    private const int Slots = 2048;

    private readonly string?[] _texts = new string?[Slots];

    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var hash = 17u;
        foreach (var character in utf8)
        {
            hash = (hash * 31) + character;
        }

        ref var known = ref _texts[hash % Slots];
        if (known is null || !Ascii.Equals(utf8, known))
        {
            known = Encoding.UTF8.GetString(utf8);
        }

        return known;
    }
}
