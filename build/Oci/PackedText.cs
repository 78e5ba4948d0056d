using System.IO.Compression;
using System.Text;

namespace Bakehouse.Oci;

/// <summary>
/// Text as the value of an image label: gzipped, in base64, so that <c>base64 -d | gunzip</c> shows it.
/// </summary>
internal static class PackedText
{
    public static string Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    /// <exception cref="FormatException">The label is no base64.</exception>
    /// <exception cref="InvalidDataException">What it holds is not gzipped.</exception>
    public static string Unpack(string label)
    {
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(label)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
