using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// Names of subjects and issuers as RFC 2253 writes them, in ASCII that a header can hold.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html"/>
/// </summary>
internal static class DistinguishedNames
{
    private static readonly Dictionary<string, string> Types = new()
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "STREET",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["1.2.840.113549.1.9.1"] = "emailAddress",
        ["0.9.2342.19200300.100.1.1"] = "UID",
        ["0.9.2342.19200300.100.1.25"] = "DC",
    };

    /// <summary><c>CN=…,O=…,C=…</c>.</summary>
    public static string Text(X500DistinguishedName name) => string.Join(
        ',', name.EnumerateRelativeDistinguishedNames(reversed: true).Select(part => Part(part.RawData)));

    private static string Part(ReadOnlyMemory<byte> encoded)
    {
        var set = new AsnReader(encoded, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true);
        var texts = new List<string>();
        while (set.HasData)
        {
            var pair = set.ReadSequence();
            var type = pair.ReadObjectIdentifier();
            texts.Add($"{Types.GetValueOrDefault(type, type)}={Value(pair)}");
        }

        return string.Join('+', texts);
    }

    private static string Value(AsnReader reader)
    {
        var encoded = reader.PeekEncodedValue();
        var tag = (UniversalTagNumber)reader.PeekTag().TagValue;
        try
        {
            return Escaped(reader.ReadCharacterString(tag));
        }
        catch (Exception exception) when (exception is AsnContentException or ArgumentException or InvalidOperationException)
        {
            return $"#{Convert.ToHexString(encoded.Span)}";
        }
    }

    private static string Escaped(string value)
    {
        var text = new StringBuilder();
        var bytes = Encoding.UTF8.GetBytes(value);
        for (var i = 0; i < bytes.Length; i++)
        {
            var character = (char)bytes[i];
            var isAtEnd = character == ' ' && (i == 0 || i == bytes.Length - 1);
            if (character is < ' ' or >= '\x7f')
            {
                text.Append(CultureInfo.InvariantCulture, $"\\{bytes[i]:X2}");
            }
            else if (isAtEnd || ",+\"\\<>;".Contains(character) || (character == '#' && i == 0))
            {
                text.Append('\\').Append(character);
            }
            else
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }
}
