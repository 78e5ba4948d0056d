using Bakehouse.Mirroring;

namespace Bakehouse.Steps;

/// <summary>Is told how far copies are, from any thread and often.</summary>
public interface ICopyView
{
    void Moved(string copy, CopyProgress progress);
}
