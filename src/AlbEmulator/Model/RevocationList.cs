using System.Collections.Frozen;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AlbEmulator.Model;

/// <summary>
/// The certificates that an authority has taken back: an X.509 certificate revocation list.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RevocationContent.html"/>
/// </summary>
/// <param name="issuer">The authority's name as it is encoded.</param>
/// <param name="serialNumbers">In hex, without leading zeros.</param>
public sealed class RevocationList(byte[] issuer, FrozenSet<string> serialNumbers)
{
    private const string Label = "X509 CRL";

    /// <summary>From PEM or DER; null when it is neither. Its signature is not looked at: it is the user's own file.</summary>
    public static RevocationList? Read(byte[] content)
    {
        try
        {
            var text = Encoding.Latin1.GetString(content);
            var der = PemEncoding.TryFind(text, out var fields)
                ? text.AsSpan(fields.Label).SequenceEqual(Label) ? Convert.FromBase64String(text[fields.Base64Data]) : []
                : content;
            return Decode(der);
        }
        catch (Exception exception) when (exception is AsnContentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>How many it takes back.</summary>
    public int Count => serialNumbers.Count;

    public bool Has(X509Certificate2 certificate) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer)
        && serialNumbers.Contains(Hex(certificate.SerialNumberBytes.Span));

    private static RevocationList Decode(byte[] der)
    {
        var list = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            list.ReadInteger();
        }

        // The signature's algorithm, the issuer, the time of this list and, perhaps, of the next.
        list.ReadSequence();
        var issuer = list.ReadEncodedValue().ToArray();
        list.ReadEncodedValue();
        if (list.HasData && list.PeekTag() is { TagClass: TagClass.Universal } tag && tag != Asn1Tag.Sequence)
        {
            list.ReadEncodedValue();
        }

        var serialNumbers = new HashSet<string>(StringComparer.Ordinal);
        if (list.HasData && list.PeekTag() == Asn1Tag.Sequence)
        {
            var revoked = list.ReadSequence();
            while (revoked.HasData)
            {
                serialNumbers.Add(Hex(revoked.ReadSequence().ReadIntegerBytes().Span));
            }
        }

        return new RevocationList(issuer, serialNumbers.ToFrozenSet(StringComparer.Ordinal));
    }

    private static string Hex(ReadOnlySpan<byte> number) => Convert.ToHexString(number).TrimStart('0');
}
